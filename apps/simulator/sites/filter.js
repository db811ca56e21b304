// Shows what fits the chosen filter; courses in which nothing is left disappear with their heading.
for (const area of document.querySelectorAll('[data-filtered]')) {
  const buttons = [...area.querySelectorAll('[data-filter]')];
  const entries = [...area.querySelectorAll('[data-keys]')];
  const nothing = area.querySelector('[data-nothing]');

  const show = (filter) => {
    for (const button of buttons) button.setAttribute('aria-pressed', String(button.dataset.filter === filter));
    for (const entry of entries) {
      entry.hidden = filter !== 'all' && !entry.dataset.keys.split(' ').includes(filter);
    }
    for (const group of area.querySelectorAll('[data-group]')) {
      group.hidden = !group.querySelector('[data-keys]:not([hidden])');
    }
    nothing.textContent = entries.some((entry) => !entry.hidden) ? '' : nothing.dataset.nothing;
  };

  for (const button of buttons) button.addEventListener('click', () => show(button.dataset.filter));
}
