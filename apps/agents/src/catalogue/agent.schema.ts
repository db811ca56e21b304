import { z } from 'zod';
import { modelAliases } from '#libs/llm';
import { grantPattern } from '../mcp/grants.js';
import { outputNames } from '../outputs/output-contracts.js';

export const agentNamePattern = /^[a-zA-Z0-9_-]+$/;

/** Lanes that a specialist may belong to; the generalist names none. */
export const agentLanes = ['information', 'commerce', 'support'] as const;

const languages = ['es', 'en', 'pt'] as const;

const oneOf = (names: readonly string[]) => `one of ${names.join(', ')}`;

const hint = z.string('expected text').trim().max(300, 'expected at most 300 characters').default('');

const utterances = z
  .array(z.string('expected text').trim().min(1, 'is empty').max(300, 'expected at most 300 characters'))
  .max(200, 'expected at most 200')
  .default([]);

/** The front matter of an agent's file. */
/** Nobody waits longer in a chat; phases of builds may take longer. */
const longestReply = 290;

export const agentHeaderSchema = z
  .strictObject({
    name: z
      .string('missing')
      .regex(agentNamePattern, `expected ${agentNamePattern.source}`)
      .max(64, 'expected at most 64 characters'),
    description: z.string('missing').trim().min(1, 'missing').max(500, 'expected at most 500 characters'),
    model: z.enum(modelAliases, `expected ${oneOf(modelAliases)}`),
    effort: z.enum(['low', 'medium', 'high'], 'expected low, medium or high').default('low'),
    /** Names only; whether each exists is known where the tools are. Those of MCP servers that are not configured are left out. */
    tools: z
      .array(
        z
          .string('expected a name')
          .refine((name) => /^[a-z][a-z0-9_]*$/.test(name) || grantPattern.test(name), 'expected a name'),
        'expected a list',
      )
      .default([]),
    /** What it hands in where it works on a build; without it, it answers in words. */
    output: z.enum(outputNames, `expected ${oneOf(outputNames)}`).optional(),
    lane: z.enum(agentLanes, `expected ${oneOf(agentLanes)}`).optional(),
    /** Its tools change nothing: the likelier of two such agents may be tried without a question. */
    read_only: z.boolean('expected true or false').default(false),
    /** Equal questions get the same answer, whoever asks: it knows no names, and its tools give everybody the same. */
    cacheable: z.boolean('expected true or false').default(false),
    /** What the agent is for and what belongs to a neighbour, in words of customers, for whoever chooses among agents. */
    use_when: hint,
    not_when: hint,
    /** What people say who need it. */
    examples: z
      .strictObject(
        Object.fromEntries(languages.map((language) => [language, utterances])) as Record<
          (typeof languages)[number],
          typeof utterances
        >,
        'expected lists by language',
      )
      .prefault({}),
    limits: z.strictObject(
      {
        /** Thinking counts too: an answer may have no words left below this. */
        max_tokens: z
          .int('expected a whole number')
          .min(1_000, 'expected at least 1000')
          .max(64_000, 'expected at most 64000'),
        timeout_s: z.number('expected a number').min(1, 'expected at least 1').max(1_800, 'expected at most 1800'),
      },
      'missing',
    ),
  })
  .refine(({ cacheable, read_only, output }) => !cacheable || (read_only && !output), {
    path: ['cacheable'],
    message: 'expected read_only, and no output: only what changes nothing can be said again',
  })
  .refine(({ output, limits }) => output || limits.timeout_s <= longestReply, {
    path: ['limits', 'timeout_s'],
    message: `expected at most ${longestReply} where an agent answers people`,
  });

export type AgentHeader = z.infer<typeof agentHeaderSchema>;
