// A list that stays on the device. What happens is said in a status for those who cannot see it, and focus is never lost.
for (const area of document.querySelectorAll('[data-tasks]')) {
  const collection = area.dataset.tasks;
  const part = (name) => area.querySelector(`[data-tasks-${name}]`);
  const list = part('list');
  const form = part('add');
  const input = form.elements.text;
  const filters = [...area.querySelectorAll('[data-filter]')];
  let filter = 'all';

  const say = (what, text) => {
    part('news').textContent = `${area.dataset[what]}: ${text}`;
  };

  const isShown = ({ done }) => filter === 'all' || (filter === 'done') === Boolean(done);

  const draw = () => {
    const tasks = window.store.all(collection);
    const open = tasks.filter(({ done }) => !done).length;
    const shown = tasks.filter(isShown);
    list.replaceChildren(...shown.map(toRow));
    part('left').textContent = open === 1 ? area.dataset.leftOne : area.dataset.left.replace('{n}', open);
    part('empty').hidden = shown.length > 0;
    part('clear').hidden = open === tasks.length;
    for (const button of filters) button.setAttribute('aria-pressed', String(button.dataset.filter === filter));
  };

  const toRow = (task) => {
    const row = part('entry').content.firstElementChild.cloneNode(true);
    const check = row.querySelector('.task-check');
    const text = String(task.text);
    row.dataset.id = task.id;
    row.querySelector('.task-text').textContent = text;
    check.checked = Boolean(task.done);
    check.addEventListener('change', () => {
      window.store.update(collection, task.id, { done: check.checked });
      say(check.checked ? 'finished' : 'reopened', text);
      draw();
      focusOn(task.id, '.task-check');
    });
    for (const button of row.querySelectorAll('button')) {
      button.setAttribute('aria-label', `${button.textContent}: ${text}`);
    }
    row.querySelector('[data-edit]').addEventListener('click', () => edit(row, task));
    row.querySelector('[data-remove]').addEventListener('click', () => {
      window.store.remove(collection, task.id);
      say('removed', text);
      draw();
      input.focus();
    });
    return row;
  };

  const edit = (row, task) => {
    const editor = part('editor').content.firstElementChild.cloneNode(true);
    const field = editor.querySelector('input');
    const end = () => {
      draw();
      focusOn(task.id, '[data-edit]');
    };
    field.value = task.text;
    editor.addEventListener('submit', (event) => {
      event.preventDefault();
      const text = field.value.trim();
      if (text) window.store.update(collection, task.id, { text });
      end();
    });
    field.addEventListener('keydown', (event) => {
      if (event.key === 'Escape') end();
    });
    row.replaceChildren(editor);
    field.focus();
  };

  const focusOn = (id, selector) => {
    const row = [...list.children].find((one) => one.dataset.id === id);
    (row?.querySelector(selector) ?? input).focus();
  };

  form.addEventListener('submit', (event) => {
    event.preventDefault();
    const text = input.value.trim();
    if (!text) return;
    window.store.add(collection, { text, done: false });
    if (filter === 'done') filter = 'all';
    form.reset();
    draw();
    say('added', text);
    input.focus();
  });

  for (const button of filters) {
    button.addEventListener('click', () => {
      filter = button.dataset.filter;
      draw();
    });
  }

  part('clear').addEventListener('click', () => {
    for (const { id, done } of window.store.all(collection)) if (done) window.store.remove(collection, id);
    draw();
    input.focus();
  });

  draw();
}
