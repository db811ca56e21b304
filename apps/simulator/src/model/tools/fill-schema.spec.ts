import { zodOutputFormat } from '@anthropic-ai/sdk/helpers/zod';
import { z } from 'zod';

import { fillSchema } from './fill-schema.js';

const hints = { text: 'I want to cancel 4 rooms', language: 'en', nowMs: Date.UTC(2026, 10, 20) };
const fillFor = (schema: z.ZodType, text = hints.text) =>
  fillSchema(zodOutputFormat(schema).schema, { ...hints, text });

describe(fillSchema.name, () => {
  it.each<[string, z.ZodType]>([
    [
      'strings with formats and lengths',
      z.object({ a: z.email(), b: z.uuid(), c: z.iso.date(), d: z.string().min(40), e: z.string().max(3) }),
    ],
    [
      'numbers with bounds',
      z.object({
        a: z.number().min(10).max(11),
        b: z.int().max(-5),
        c: z.number().gt(2).lt(4),
        d: z.int().multipleOf(7).min(8),
      }),
    ],
    [
      'enums, literals and booleans',
      z.object({ a: z.enum(['x', 'y']), b: z.literal('z'), c: z.boolean(), d: z.null() }),
    ],
    [
      'arrays',
      z.object({ a: z.array(z.string()).min(3), b: z.array(z.object({ c: z.int() })), d: z.array(z.string()).max(0) }),
    ],
    [
      'unions and nullables',
      z.object({ a: z.union([z.object({ b: z.int() }), z.string()]), c: z.string().nullable() }),
    ],
    [
      'optional and nested objects',
      z.object({ a: z.object({ b: z.object({ c: z.string().optional() }) }).optional() }),
    ],
    [
      'discriminated unions',
      z.object({
        a: z.discriminatedUnion('kind', [
          z.object({ kind: z.literal('b'), n: z.int() }),
          z.object({ kind: z.literal('c') }),
        ]),
      }),
    ],
  ])('fills %s so that the schema accepts it', (_, schema) => {
    expect(schema.safeParse(fillFor(schema))).toMatchObject({ success: true });
    expect(schema.safeParse(fillFor(schema, ''))).toMatchObject({ success: true });
  });

  it('chooses what the text names, and the number that stands in it', () => {
    const schema = z.object({
      intent: z.enum(['book', 'cancel', 'other']),
      count: z.int(),
      language: z.enum(['es', 'en']),
    });
    expect(fillFor(schema)).toEqual({ intent: 'cancel', count: 4, language: 'en' });
  });

  it('puts required properties first', () => {
    const schema = { type: 'object', properties: { b: { type: 'string' }, a: { type: 'string' } }, required: ['a'] };
    expect(Object.keys(fillSchema(schema, hints) as object)).toEqual(['a', 'b']);
  });

  it('ends on a schema that contains itself', () => {
    const tree = { type: 'object', properties: { next: { $ref: '#' } }, required: ['next'] };
    expect(fillSchema(tree, hints)).toBeInstanceOf(Object);
  });
});
