import { AppError } from '#libs/errors';
import { outputSchemas } from './output-schemas.js';

const MAX_JSON = 128 * 1024;
const MAX_DEPTH = 12;

/**
 * What an agent gave, as an object that can be stored: bounded, without what Postgres refuses in JSON, and fit for its
 * contract as far as that is known here.
 * @throws AppError MODEL_INVALID_OUTPUT
 */
export function readOutput(json: string, contract: string): Record<string, unknown> {
  if (json.length > MAX_JSON) throw invalid(`more than ${MAX_JSON} characters`);
  const output = cleaned(parse(json), 0);
  if (!isObject(output)) throw invalid('no object');
  const schema = Object.hasOwn(outputSchemas, contract) ? outputSchemas[contract] : undefined;
  const parsed = schema?.safeParse(output);
  if (parsed?.success === false)
    throw invalid(
      parsed.error.issues
        .map(({ path }) => path.join('.') || 'output')
        .slice(0, 5)
        .join(', '),
    );
  return output;
}

function parse(json: string): unknown {
  try {
    return JSON.parse(json);
  } catch {
    throw invalid('no JSON');
  }
}

function cleaned(value: unknown, depth: number): unknown {
  if (depth > MAX_DEPTH) throw invalid(`deeper than ${MAX_DEPTH}`);
  if (typeof value === 'string') return clean(value);
  if (Array.isArray(value)) return value.map((item) => cleaned(item, depth + 1));
  if (!isObject(value)) return value;
  const entries = Object.entries(value).filter(([key]) => key !== '__proto__');
  return Object.fromEntries(entries.map(([key, item]) => [clean(key), cleaned(item, depth + 1)]));
}

const clean = (text: string): string => text.replaceAll('\0', '').toWellFormed();

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** The message names fields, never what they hold. */
const invalid = (problem: string): AppError =>
  new AppError('MODEL_INVALID_OUTPUT', { message: `the result of a phase does not fit: ${problem}` });
