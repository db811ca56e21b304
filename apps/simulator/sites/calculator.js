// Each formula gets the numbers of its form and gives the figures that the page shows.
const formulas = {
  price({ quantity, unitPrice, extras, discount, tax }) {
    const net = quantity * unitPrice + extras;
    const saved = (net * discount) / 100;
    const taxes = ((net - saved) * tax) / 100;
    return { total: net - saved + taxes, net, saved, taxes };
  },
  tip({ bill, tip, people }) {
    const extra = (bill * tip) / 100;
    return { share: (bill + extra) / Math.max(1, people), extra, total: bill + extra };
  },
  loan({ amount, rate, years }) {
    const months = Math.max(1, Math.round(years * 12));
    const monthly = rate / 1200;
    const payment = monthly === 0 ? amount / months : (amount * monthly) / (1 - (1 + monthly) ** -months);
    return { payment, interest: payment * months - amount, total: payment * months };
  },
};

for (const form of document.querySelectorAll('[data-calculator]')) {
  const formula = formulas[form.dataset.calculator];
  const fields = [...form.querySelectorAll('input')];

  const check = (field) => {
    const isValid = field.checkValidity();
    const error = document.getElementById(`${field.id}-error`);
    if (error) error.hidden = isValid;
    field.setAttribute('aria-invalid', String(!isValid));
    return isValid;
  };

  const calculate = () => {
    const isValid = fields.map(check).every(Boolean);
    const numbers = Object.fromEntries(fields.map((field) => [field.name, field.valueAsNumber || 0]));
    const results = isValid ? formula(numbers) : {};
    const { currency } = form.elements;
    const format = new Intl.NumberFormat(form.dataset.language, { style: 'currency', currency: currency.value });
    for (const place of form.querySelectorAll('[data-result]')) {
      const value = results[place.dataset.result];
      place.textContent = Number.isFinite(value) ? format.format(value) : '–';
    }
  };

  form.addEventListener('input', calculate);
  form.addEventListener('submit', (event) => {
    event.preventDefault();
    calculate();
    form.querySelector('[aria-invalid="true"]')?.focus();
  });
  form.addEventListener('reset', () => setTimeout(calculate));
  calculate();
}
