const words: [RegExp, string][] = [
  [/\b(mas|plus|mais|y)\b/g, '+'],
  [/\b(menos|minus)\b/g, '-'],
  [/\b(por|times|multiplicado por|multiplied by|vezes)\b|×|x(?=\s*\d)/g, '*'],
  [/\b(dividido (entre|por)|divided by|entre)\b|÷/g, '/'],
];
const question =
  /^(?:[¡!¿\s]*(?:hola|oi|ola|hi|hello)[,!. ]*)?(?:cuanto (?:es|da|son|seria)|what(?:'s| is)|how much is|quanto (?:e|da|sao)|calcula\w*|calculate|compute|resuelve|resolve|solve)?[\s:]*([^a-z]*?)[\s=?!.]*$/;

/** The value of a sum such as "2+2", "¿cuánto es 12 por 4?"; NaN when it has none, undefined when there is no sum. */
export function solveSum(plain: string): number | undefined {
  if (plain.length > 200 || !/\d/.test(plain)) return undefined;
  let text = plain.replace(/[¿¡]/g, '');
  const percent = /(\d+(?:[.,]\d+)?) ?% (?:de|of|do|da) (\d+(?:[.,]\d+)?)/.exec(text);
  if (percent) return (toNumber(percent[1]!) / 100) * toNumber(percent[2]!);
  text = text.replace(/\bdividido (entre|por)\b|\bdivided by\b/g, '/');
  for (const [pattern, operator] of words) text = text.replace(pattern, operator);
  const expression = question.exec(text)?.[1]?.trim();
  if (!expression || !/\d\s*[-+*/^]\s*[-(\d]/.test(expression)) return undefined;
  const tokens = expression.match(/\d+(?:[.,]\d+)?|[-+*/^()]/g);
  if (!tokens || tokens.join('') !== expression.replace(/\s/g, '')) return undefined;
  const rest = [...tokens];
  const value = readSum(rest);
  return value === undefined || rest.length > 0 ? undefined : Number.isFinite(value) ? value : NaN;
}

const toNumber = (digits: string): number => Number(digits.replace(',', '.'));

function readSum(tokens: string[]): number | undefined {
  return readLeft(tokens, ['+', '-'], () => readLeft(tokens, ['*', '/'], () => readPower(tokens)));
}

function readLeft(tokens: string[], operators: string[], readNext: () => number | undefined): number | undefined {
  let value = readNext();
  while (value !== undefined && operators.includes(tokens[0] ?? '')) {
    const operator = tokens.shift();
    const other = readNext();
    if (other === undefined) return undefined;
    if (operator === '+') value += other;
    else if (operator === '-') value -= other;
    else if (operator === '*') value *= other;
    else value /= other;
  }
  return value;
}

function readPower(tokens: string[]): number | undefined {
  const base = readAtom(tokens);
  if (base === undefined || tokens[0] !== '^') return base;
  tokens.shift();
  const exponent = readPower(tokens);
  return exponent === undefined ? undefined : base ** exponent;
}

function readAtom(tokens: string[]): number | undefined {
  const token = tokens.shift();
  if (token === '-') {
    const value = readAtom(tokens);
    return value === undefined ? undefined : -value;
  }
  if (token === '(') {
    const value = readSum(tokens);
    return tokens.shift() === ')' ? value : undefined;
  }
  return token !== undefined && /^\d/.test(token) ? toNumber(token) : undefined;
}
