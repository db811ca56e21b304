import { type ApiProblem, badRequest } from '../api/api-problem.js';
import { isObject, type JsonObject } from '../wire/message-request.js';

const bounds = [
  'minimum',
  'maximum',
  'exclusiveMinimum',
  'exclusiveMaximum',
  'multipleOf',
  'minLength',
  'maxLength',
  'maxItems',
];

/** What the grammar of structured output and strict tools does not know. */
export function findSchemaProblem(schema: unknown, at: string): ApiProblem | undefined {
  if (!isObject(schema)) return badRequest(`${at}: Input should be an object`);
  return findProblem(schema, at) ?? findRecursion(schema, at);
}

function findProblem(schema: JsonObject, at: string): ApiProblem | undefined {
  const bound = bounds.find((name) => schema[name] !== undefined);
  if (bound) return badRequest(`${at}: For '${String(schema.type)}' type, property '${bound}' is not supported`);
  if (typeof schema.minItems === 'number' && schema.minItems > 1) {
    return badRequest(`${at}: For 'array' type, 'minItems' values other than 0 or 1 are not supported`);
  }
  if (schema.type === 'object' && schema.additionalProperties !== false) {
    return badRequest(`${at}: For 'object' type, 'additionalProperties' must be explicitly set to false`);
  }
  for (const [path, child] of childrenOf(schema)) {
    const problem = findProblem(child, `${at}.${path}`);
    if (problem) return problem;
  }
  return undefined;
}

/** Sub-schemas with their paths; definitions included, references not followed. */
function childrenOf(schema: JsonObject): [string, JsonObject][] {
  const children: [string, unknown][] = [['items', schema.items]];
  for (const key of ['properties', '$defs', 'definitions']) {
    if (isObject(schema[key])) children.push(...Object.entries(schema[key]));
  }
  for (const key of ['anyOf', 'oneOf', 'allOf']) {
    if (Array.isArray(schema[key]))
      children.push(...schema[key].map((child, i): [string, unknown] => [`${key}.${i}`, child]));
  }
  return children.filter((entry): entry is [string, JsonObject] => isObject(entry[1]));
}

function findRecursion(root: JsonObject, at: string): ApiProblem | undefined {
  const visit = (schema: JsonObject, open: readonly string[]): boolean => {
    if (typeof schema.$ref === 'string') {
      if (open.includes(schema.$ref)) return true;
      const target = schema.$ref === '#' ? root : resolveReference(root, schema.$ref);
      return target !== undefined && visit(target, [...open, schema.$ref]);
    }
    return childrenOf(schema).some(([path, child]) => !isDefinition(schema, path) && visit(child, open));
  };
  return visit(root, ['#']) ? badRequest(`${at}: Recursive schemas are not supported`) : undefined;
}

const isDefinition = (schema: JsonObject, name: string): boolean =>
  [schema.$defs, schema.definitions].some((definitions) => isObject(definitions) && name in definitions) &&
  !(isObject(schema.properties) && name in schema.properties);

/** The target of a local reference such as `#/$defs/Item`. */
export function resolveReference(root: JsonObject, reference: string): JsonObject | undefined {
  let target: unknown = root;
  for (const step of reference.replace(/^#\/?/, '').split('/').filter(Boolean)) {
    target = isObject(target) && Object.hasOwn(target, step) ? target[step] : undefined;
  }
  return isObject(target) ? target : undefined;
}

export function measureSchema(schema: unknown): { optional: number; unions: number } {
  if (!isObject(schema)) return { optional: 0, unions: 0 };
  const required = Array.isArray(schema.required) ? schema.required : [];
  const properties = isObject(schema.properties) ? Object.keys(schema.properties) : [];
  const own = {
    optional: properties.filter((name) => !required.includes(name)).length,
    unions: Array.isArray(schema.anyOf) || Array.isArray(schema.type) ? 1 : 0,
  };
  for (const [, child] of childrenOf(schema)) {
    const size = measureSchema(child);
    own.optional += size.optional;
    own.unions += size.unions;
  }
  return own;
}
