import type { Language } from '../../replies/detect-language.js';

interface Opening {
  own: string;
  headline: string;
  lead: string;
  note: string;
}

interface CalculatorWords extends Record<'price' | 'tip' | 'loan' | 'keypad', Opening> {
  fields: Record<
    'quantity' | 'unitPrice' | 'extras' | 'discount' | 'tax' | 'bill' | 'tip' | 'people' | 'amount' | 'rate' | 'years',
    string
  >;
  results: Record<'total' | 'net' | 'saved' | 'taxes' | 'share' | 'extra' | 'payment' | 'interest', string>;
  years: string;
}

export const calculatorWords: Record<Language, CalculatorWords> = {
  en: {
    price: {
      own: 'Price calculator',
      headline: 'What will it cost?',
      lead: 'Change the figures and see the price at once.',
      note: 'The figures are examples: put in your own prices and taxes.',
    },
    tip: {
      own: 'Tip calculator',
      headline: 'Split the bill, tip included',
      lead: 'How much each one pays, in a second.',
      note: '',
    },
    loan: {
      own: 'Loan calculator',
      headline: 'What will the loan cost?',
      lead: 'Monthly payment and interest, before you decide.',
      note: 'Equal monthly payments at a fixed rate; an offer of a bank may have other costs.',
    },
    keypad: { own: 'Calculator', headline: 'Calculator', lead: 'With the buttons or with the keyboard.', note: '' },
    fields: {
      quantity: 'Quantity',
      unitPrice: 'Price of one',
      extras: 'Extras',
      discount: 'Discount',
      tax: 'Tax',
      bill: 'The bill',
      tip: 'Tip',
      people: 'People',
      amount: 'Amount',
      rate: 'Interest per year',
      years: 'Time',
    },
    results: {
      total: 'Total',
      net: 'Before discount and tax',
      saved: 'You save',
      taxes: 'Tax',
      share: 'Each one pays',
      extra: 'Tip',
      payment: 'Per month',
      interest: 'Interest in all',
    },
    years: 'years',
  },
  es: {
    price: {
      own: 'Calculadora de precios',
      headline: '¿Cuánto va a costar?',
      lead: 'Cambia las cifras y mira el precio al momento.',
      note: 'Las cifras son ejemplos: pon tus precios y tus impuestos.',
    },
    tip: {
      own: 'Calculadora de propinas',
      headline: 'Dividir la cuenta, propina incluida',
      lead: 'Cuánto paga cada persona, en un segundo.',
      note: '',
    },
    loan: {
      own: 'Calculadora de préstamos',
      headline: '¿Cuánto cuesta el préstamo?',
      lead: 'Cuota mensual e intereses, antes de decidir.',
      note: 'Cuotas iguales a tipo fijo; la oferta de un banco puede tener otros gastos.',
    },
    keypad: { own: 'Calculadora', headline: 'Calculadora', lead: 'Con los botones o con el teclado.', note: '' },
    fields: {
      quantity: 'Cantidad',
      unitPrice: 'Precio por unidad',
      extras: 'Extras',
      discount: 'Descuento',
      tax: 'Impuestos',
      bill: 'La cuenta',
      tip: 'Propina',
      people: 'Personas',
      amount: 'Importe',
      rate: 'Interés anual',
      years: 'Plazo',
    },
    results: {
      total: 'Total',
      net: 'Sin descuento ni impuestos',
      saved: 'Te ahorras',
      taxes: 'Impuestos',
      share: 'Paga cada persona',
      extra: 'Propina',
      payment: 'Al mes',
      interest: 'Intereses en total',
    },
    years: 'años',
  },
  pt: {
    price: {
      own: 'Calculadora de preços',
      headline: 'Quanto vai custar?',
      lead: 'Mude os números e veja o preço na hora.',
      note: 'Os números são exemplos: coloque seus preços e impostos.',
    },
    tip: {
      own: 'Calculadora de gorjeta',
      headline: 'Dividir a conta, com gorjeta',
      lead: 'Quanto cada pessoa paga, em um segundo.',
      note: '',
    },
    loan: {
      own: 'Calculadora de empréstimo',
      headline: 'Quanto custa o empréstimo?',
      lead: 'Parcela mensal e juros, antes de decidir.',
      note: 'Parcelas iguais com taxa fixa; a oferta de um banco pode ter outros custos.',
    },
    keypad: { own: 'Calculadora', headline: 'Calculadora', lead: 'Com os botões ou com o teclado.', note: '' },
    fields: {
      quantity: 'Quantidade',
      unitPrice: 'Preço unitário',
      extras: 'Extras',
      discount: 'Desconto',
      tax: 'Impostos',
      bill: 'A conta',
      tip: 'Gorjeta',
      people: 'Pessoas',
      amount: 'Valor',
      rate: 'Juros por ano',
      years: 'Prazo',
    },
    results: {
      total: 'Total',
      net: 'Sem desconto e impostos',
      saved: 'Você economiza',
      taxes: 'Impostos',
      share: 'Cada pessoa paga',
      extra: 'Gorjeta',
      payment: 'Por mês',
      interest: 'Juros no total',
    },
    years: 'anos',
  },
};
