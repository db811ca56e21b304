import { z } from 'zod';
import { entityTypes } from '../entities/entity-types.js';
import { NONE, slotNames } from './slots.js';

const slots = [...slotNames, NONE];
const buckets = ['high', 'medium', 'low'];

/** One schema for every request: another one would be compiled anew and break the prompt cache. No bounds: the API has none. */
export const routerSchema = {
  type: 'object',
  properties: {
    choice: { type: 'string', enum: slots },
    second: { type: 'string', enum: slots },
    confidence: { type: 'string', enum: buckets },
    needs_clarification: { type: 'boolean' },
    language: { type: 'string', enum: ['es', 'en', 'pt', 'other'] },
    entities: {
      type: 'array',
      items: {
        type: 'object',
        properties: { type: { type: 'string', enum: Object.keys(entityTypes) }, value: { type: 'string' } },
        required: ['type', 'value'],
        additionalProperties: false,
      },
    },
  },
  required: ['choice', 'second', 'confidence', 'needs_clarification', 'language', 'entities'],
  additionalProperties: false,
} as const;

const lower = z.string().transform((value) => value.toLowerCase()); // the API does not promise the case of an enum

/** The same, for reading what came back. */
export const routerAnswer = z.object({
  choice: lower,
  second: lower,
  confidence: lower.pipe(z.enum(['high', 'medium', 'low'])),
  needs_clarification: z.boolean(),
  language: lower,
  entities: z.array(z.object({ type: z.string(), value: z.string().max(200) })).max(50),
});

export type RouterAnswer = z.infer<typeof routerAnswer>;
