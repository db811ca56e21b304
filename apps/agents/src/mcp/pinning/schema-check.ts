import type { ValidateFunction } from 'ajv';
import { mcpLimits } from '../connecting/mcp-limits.js';

type Schema = Record<string, unknown>;

/** What the model API takes as a name of an argument. */
const argumentName = /^[a-zA-Z0-9_.-]{1,64}$/;
const deepest = 24;

export interface SchemaCheck {
  /** Why this is no schema of arguments; undefined when it is one. */
  problemOf(schema: Schema): string | undefined;
  /** What is wrong with arguments; undefined when they fit. */
  misfitOf(schema: Schema, given: Schema): string | undefined;
}

let loading: Promise<SchemaCheck> | undefined;

/** Loads the validator when it is first needed. */
export const loadSchemaCheck = (): Promise<SchemaCheck> => (loading ??= load());

async function load(): Promise<SchemaCheck> {
  const { Ajv2020 } = await import('ajv/dist/2020.js');
  const ajv = new Ajv2020({ strict: false, logger: false, validateFormats: false, code: { regExp: lenient } });
  const compiled = new WeakMap<Schema, ValidateFunction>();
  const compile = (schema: Schema): ValidateFunction => {
    const known = compiled.get(schema);
    if (known) return known;
    const { $schema: _, $id: __, ...rest } = schema; // dialects differ in nothing that matters here
    try {
      const validate = ajv.compile(rest);
      compiled.set(schema, validate);
      return validate;
    } finally {
      ajv.removeSchema(rest); // it would keep every schema that it has ever seen
    }
  };
  return {
    problemOf(schema) {
      const plain = plainProblemOf(schema);
      if (plain) return plain;
      try {
        compile(schema);
        return undefined;
      } catch {
        return 'its schema is no JSON schema';
      }
    },
    misfitOf(schema, given) {
      const validate = compile(schema);
      if (validate(given)) return undefined;
      const { instancePath = '', message = 'does not fit' } = validate.errors?.[0] ?? {};
      return `${instancePath || 'arguments'} ${message}`.slice(0, 300);
    },
  };
}

function plainProblemOf(schema: Schema): string | undefined {
  if (schema['type'] !== 'object') return 'its arguments are no object';
  if (Buffer.byteLength(JSON.stringify(schema)) > mcpLimits.schemaBytes) return 'its schema is too long';
  if (depthOf(schema) > deepest) return 'its schema is too deep';
  const { $id: _, ...inner } = schema;
  // Names that would be known to the next schema
  if (/"\$(async|id|anchor|dynamicAnchor)":/.test(JSON.stringify(inner))) return 'its schema names parts of itself';
  for (const word of ['oneOf', 'anyOf', 'allOf']) if (word in schema) return `its schema has ${word} at the top`;
  const names = Object.keys((schema['properties'] as Schema | undefined) ?? {});
  if (names.some((name) => !argumentName.test(name))) return 'an argument has a name that no model can write';
  return undefined;
}

const depthOf = (value: unknown): number =>
  typeof value === 'object' && value !== null ? 1 + Math.max(0, ...Object.values(value).map(depthOf)) : 0;

/** Patterns are looked at, not run: one of a hostile server could hold up everybody. The server checks its own. */
const lenient = Object.assign(
  (pattern: string, flags: string) => {
    new RegExp(pattern, flags);
    return { test: () => true };
  },
  { code: 'lenient' },
);
