// Says which field is not filled in, and keeps the message or hands it to the mail program.
for (const form of document.querySelectorAll('[data-form]')) {
  const status = form.querySelector('[data-form-status]');
  const fields = [...form.querySelectorAll('input, textarea')];

  const check = (field) => {
    const isValid = field.checkValidity();
    field.setAttribute('aria-invalid', String(!isValid));
    document.getElementById(`${field.id}-error`).hidden = isValid;
    return isValid;
  };

  for (const field of fields) {
    field.addEventListener('blur', () => {
      if (field.value) check(field);
    });
    field.addEventListener('input', () => {
      if (field.getAttribute('aria-invalid') === 'true') check(field);
    });
  }

  form.addEventListener('submit', (event) => {
    event.preventDefault();
    status.textContent = '';
    const wrong = fields.filter((field) => !check(field));
    if (wrong.length > 0) {
      wrong[0].focus();
      return;
    }
    const { name, email, message } = Object.fromEntries(new FormData(form));
    const { email: to, subject } = form.dataset;
    if (to) {
      const body = `${message}\n\n${name} · ${email}`;
      location.href = `mailto:${to}?subject=${encodeURIComponent(subject)}&body=${encodeURIComponent(body)}`;
    } else {
      keep({ name, email, message, at: new Date().toISOString() });
    }
    status.textContent = status.dataset.sent;
    form.reset();
  });
}

function keep(message) {
  try {
    const before = JSON.parse(localStorage.getItem('messages') ?? '[]');
    localStorage.setItem('messages', JSON.stringify([...before, message].slice(-50)));
  } catch {
    // The browser keeps nothing, in private windows for one: the page works all the same.
  }
}
