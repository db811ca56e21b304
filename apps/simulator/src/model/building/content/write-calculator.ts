import type { Brief } from '../brief/brief.js';
import { calculatorWords } from './calculator-words.js';
import type { CalculatorForm, Content } from './content.js';
import { siteWords } from './site-words.js';

type Formula = CalculatorForm['formula'];

const formulas: [Formula, RegExp][] = [
  ['tip', /\b(tips?|propinas?|gorjetas?|split the bill|dividir la cuenta|dividir a conta)\b/],
  [
    'loan',
    /\b(loans?|mortgage|interest|prestamos?|hipotecas?|credito|emprestimos?|financiamento|financiacion|prestacao)\b/,
  ],
  [
    'price',
    /\b(prices?|quotes?|cost\w*|estimat\w*|budget|discount\w*|precios?|presupuesto\w*|cotiza\w*|costes?|descuentos?|iva|precos?|orcamento\w*|custos?|descontos?|shipping|envio)\b/,
  ],
];

/** A calculator for what the request speaks of; a pocket calculator when it speaks of nothing in particular. */
export function writeCalculator(brief: Brief): Content {
  const { language, about, name, kind } = brief;
  const formula = formulas.find(([, pattern]) => pattern.test(about))?.[0] ?? 'keypad';
  const words = calculatorWords[language];
  const { own, headline, lead, note } = words[formula];
  const brand = name || own;
  return {
    language,
    kind,
    brand,
    description: `${brand}. ${lead}`,
    motif: 'spark',
    hero: { eyebrow: '', headline, lead, actions: [] },
    sections: [
      {
        type: 'calculator',
        id: 'calculator',
        heading: own,
        calculator: { formula, currency: currencyOf(brief), ...formOf(formula, words), note },
      },
    ],
    footer: siteWords[language].footer(brand),
    changes: [],
  };
}

function formOf(
  formula: Formula,
  { fields: f, results: r, years }: (typeof calculatorWords)['en'],
): Pick<CalculatorForm, 'fields' | 'results'> {
  const field = (name: keyof typeof f, value: number, step: number, unit?: string, most?: number) => ({
    name,
    label: f[name],
    value,
    step,
    ...(unit !== undefined && { unit }),
    ...(most !== undefined && { most }),
  });
  const results = (...names: (keyof typeof r)[]) => names.map((name) => ({ name, label: r[name] }));
  switch (formula) {
    case 'price':
      return {
        fields: [
          field('quantity', 1, 1),
          field('unitPrice', 100, 0.01),
          field('extras', 0, 0.01),
          field('discount', 0, 0.5, '%', 100),
          field('tax', 0, 0.5, '%', 100),
        ],
        results: results('total', 'net', 'saved', 'taxes'),
      };
    case 'tip':
      return {
        fields: [field('bill', 50, 0.01), field('tip', 10, 1, '%', 100), field('people', 2, 1)],
        results: results('share', 'extra', 'total'),
      };
    case 'loan':
      return {
        fields: [field('amount', 10_000, 100), field('rate', 5, 0.1, '%', 100), field('years', 5, 1, years, 50)],
        results: results('payment', 'interest', 'total'),
      };
    case 'keypad':
      return { fields: [], results: [] };
  }
}

/** The one that was named, else the usual one of the language. */
function currencyOf({ request, language }: Brief): string {
  const named: [string, RegExp][] = [
    ['BRL', /R\$|\breais\b|\breal\b/i],
    ['EUR', /€|\beuros?\b/i],
    ['GBP', /£|\bpounds?\b/i],
    ['MXN', /\bpesos mexicanos\b|\bMXN\b/i],
    ['ARS', /\bpesos argentinos\b|\bARS\b/i],
    ['COP', /\bpesos colombianos\b|\bCOP\b/i],
    ['CLP', /\bpesos chilenos\b|\bCLP\b/i],
    ['PEN', /\bS\/|\bPEN\b/],
    ['USD', /\$|\bd[oó]lar(?:es|s)?\b|\bdollars?\b|\bUSD\b/i],
  ];
  return named.find(([, pattern]) => pattern.test(request))?.[0] ?? { en: 'USD', es: 'EUR', pt: 'BRL' }[language];
}
