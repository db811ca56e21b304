// A pocket calculator: it calculates from left to right, and takes the keyboard as well as the buttons.
for (const pad of document.querySelectorAll('[data-keypad]')) {
  const screen = pad.querySelector('[data-keypad-screen]');
  const term = pad.querySelector('[data-keypad-term]');
  const signs = { '/': '÷', '*': '×', '-': '−', '+': '+' };
  let shown = '0';
  let before = null;
  let operator = '';
  let isFresh = true;

  const round = (value) => String(Number(value.toPrecision(12)));

  const combine = () => {
    const [a, b] = [before, Number(shown)];
    if (operator === '+') return a + b;
    if (operator === '-') return a - b;
    return operator === '*' ? a * b : a / b;
  };

  const clear = () => {
    [shown, before, operator, isFresh] = ['0', null, '', true];
  };

  const enter = (key) => {
    if (shown === 'NaN' || shown === 'Infinity' || shown === '-Infinity') clear();
    if (isFresh) shown = '0';
    isFresh = false;
    if (key === '.' && shown.includes('.')) return;
    if (shown.length >= 14) return;
    shown = shown === '0' && key !== '.' ? key : shown + key;
  };

  const press = (key) => {
    if (/^[\d.]$/.test(key)) enter(key);
    else if (key in signs) {
      if (operator && !isFresh) shown = round(combine());
      [before, operator, isFresh] = [Number(shown), key, true];
    } else if (key === '=' && operator) {
      shown = round(combine());
      [before, operator, isFresh] = [null, '', true];
    } else if (key === '%') [shown, isFresh] = [round(Number(shown) / 100), true];
    else if (key === 'back') shown = shown.length > 1 && !isFresh ? shown.slice(0, -1) : '0';
    else if (key === 'clear') clear();
    term.textContent = operator ? `${round(before)} ${signs[operator]}` : '';
    screen.textContent = Number.isFinite(Number(shown)) ? shown.replace('-', '−') : '–';
  };

  pad.addEventListener('click', (event) => {
    const key = event.target.closest('[data-key]');
    if (key) press(key.dataset.key);
  });
  document.addEventListener('keydown', (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const isButton = event.target.closest('button, a') !== null;
    const named = { Enter: '=', Backspace: 'back', Escape: 'clear', ',': '.' }[event.key];
    const key = event.key === 'Enter' && isButton ? undefined : (named ?? event.key);
    if (key === undefined || !/^(?:[\d.+*/=%-]|back|clear)$/.test(key)) return;
    event.preventDefault();
    press(key);
  });
}
