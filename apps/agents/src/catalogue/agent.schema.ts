import { z } from 'zod';
import { modelAliases } from '#libs/llm';

export const agentNamePattern = /^[a-zA-Z0-9_-]+$/;

/** Tools that an agent may name. */
const tools: readonly string[] = [];

const oneOf = (names: readonly string[]) =>
  names.length > 0 ? `one of ${names.join(', ')}` : 'none: there are no tools yet';

/** The front matter of an agent's file. */
export const agentHeaderSchema = z.strictObject({
  name: z
    .string('missing')
    .regex(agentNamePattern, `expected ${agentNamePattern.source}`)
    .max(64, 'expected at most 64 characters'),
  description: z.string('missing').trim().min(1, 'missing').max(500, 'expected at most 500 characters'),
  model: z.enum(modelAliases, `expected ${oneOf(modelAliases)}`),
  effort: z.enum(['low', 'medium', 'high'], 'expected low, medium or high').default('low'),
  tools: z
    .array(
      z.string().refine((tool) => tools.includes(tool), `expected ${oneOf(tools)}`),
      'expected a list',
    )
    .default([]),
  limits: z.strictObject(
    {
      /** Thinking counts too: an answer may have no words left below this. */
      max_tokens: z
        .int('expected a whole number')
        .min(1_000, 'expected at least 1000')
        .max(64_000, 'expected at most 64000'),
      timeout_s: z.number('expected a number').min(1, 'expected at least 1').max(290, 'expected at most 290'),
    },
    'missing',
  ),
});

export type AgentHeader = z.infer<typeof agentHeaderSchema>;
