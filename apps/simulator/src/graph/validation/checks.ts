import { GraphError } from '../door/graph-error.js';

/** Looks at one value under its path, written as Meta writes it: `text['body']`. */
export type Check = ((value: unknown, path: string) => GraphError | undefined) & { isOptional?: boolean };

type Shape = Readonly<Record<string, Check>>;

/** A wrong type or an unexpected key. */
const malformed = (path: string, expected: string): GraphError => {
  const details = `Param ${path} ${expected}.`;
  return new GraphError(100, details, { message: `(#100) ${details}` });
};
export const invalid = (details: string): GraphError => new GraphError(131009, details);
export const missing = (path: string): GraphError => new GraphError(131008, `Parameter ${path} is required.`);

interface TextLimits {
  max: number;
  min?: number;
  /** The code Meta refuses with: 100 for bodies and captions, 131009 in interactive messages. */
  code?: 100 | 131009;
  pattern?: RegExp;
}

/** Lengths count UTF-16 units, the stricter reading of Meta's "characters". */
export const text =
  ({ max, min = 1, code = 100, pattern }: TextLimits): Check =>
  (value, path) => {
    if (typeof value !== 'string') return malformed(path, 'must be a string');
    if (value.length > max) {
      if (code === 100) return malformed(path, `must be at most ${max} characters long`);
      return invalid(`Param ${path} length invalid. Min length: ${min}, Max length: ${max}`);
    }
    if (value.length < min)
      return min === 1 ? missing(path) : invalid(`Param ${path} length invalid. Min length: ${min}`);
    return pattern && !pattern.test(value) ? invalid(`Param ${path} is not valid.`) : undefined;
  };

export const interactiveText = (max: number): Check => text({ max, code: 131009 });

export const number =
  (min: number, max: number): Check =>
  (value, path) => {
    const parsed = typeof value === 'string' && value.trim() !== '' ? Number(value) : value;
    if (typeof parsed !== 'number' || Number.isNaN(parsed)) return malformed(path, 'must be a number');
    return parsed >= min && parsed <= max ? undefined : invalid(`Param ${path} must be between ${min} and ${max}.`);
  };

export const boolean: Check = (value, path) =>
  typeof value === 'boolean' ? undefined : malformed(path, 'must be a boolean');

export const oneOf =
  (...allowed: string[]): Check =>
  (value, path) =>
    typeof value === 'string' && allowed.includes(value)
      ? undefined
      : malformed(path, `must be one of {${allowed.join(', ')}}`);

export const optional = (check: Check): Check =>
  Object.assign(
    (value: unknown, path: string) => (value === undefined || value === null ? undefined : check(value, path)),
    {
      isOptional: true,
    },
  );

/** An object with these fields and, unless it is open, no others. */
export const object = (shape: Shape, { isOpen = false } = {}): Check => {
  const fields = Object.entries(shape);
  return (value, path) => {
    if (!isObject(value)) return malformed(path, 'must be a JSON object');
    if (!isOpen) {
      for (const key of Object.keys(value)) {
        if (!Object.hasOwn(shape, key)) return malformed(path, `has an unexpected key "${key}"`);
      }
    }
    for (const [name, check] of fields) {
      const at = `${path}['${name}']`;
      if (value[name] === undefined && !check.isOptional) return missing(at);
      const error = check(value[name], at);
      if (error) return error;
    }
    return undefined;
  };
};

export const array =
  ({ min, max }: { min: number; max: number }, item: Check): Check =>
  (value, path) => {
    if (!Array.isArray(value)) return malformed(path, 'must be an array');
    if (value.length < min || value.length > max) {
      return invalid(`Param ${path} count invalid. Min allowed count: ${min}, Max allowed count: ${max}`);
    }
    for (const [index, entry] of value.entries()) {
      const error = item(entry, `${path}[${index}]`);
      if (error) return error;
    }
    return undefined;
  };

/** The first error of several checks of the same value. */
export const all =
  (...checks: Check[]): Check =>
  (value, path) => {
    for (const check of checks) {
      const error = check(value, path);
      if (error) return error;
    }
    return undefined;
  };

export const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
