import { z } from 'zod';

/** Names stay readable in a chat and a graph, and fit labels and keys. */
export const phaseNameSchema = z
  .string()
  .regex(
    /^[a-z][a-z0-9-]{0,39}$/,
    'expected a name of 1 to 40 characters: lower-case letters, digits and -, a letter first',
  );
export const agentNameSchema = z.string().regex(/^[a-z][a-z0-9-]{0,63}$/, 'expected the name of an agent');
export const taskSchema = z.string().trim().min(1, 'expected an instruction').max(8_000);
const dependencies = z.array(phaseNameSchema).max(30).default([]);

const glob = z
  .string()
  .max(120)
  .regex(/^[\w*?{},.-]+(\/[\w*?{},.-]+)*$/, 'expected a relative path or glob, such as *.css or pages/**')
  .refine((path) => !path.split('/').some((part) => part === '..' || part === '.'), 'expected no . or .. in a path');
const globs = z.array(glob).max(20);
const seconds = (max: number) => z.number().min(1).max(max);

/** What may be said of everything that an agent runs. */
const run = {
  agent: agentNameSchema,
  reads: globs.default(['**']),
  writes: globs.default([]),
  timeout_s: seconds(3_600).default(300),
  silent_s: seconds(3_600).optional(),
  attempts: z.int().min(1).max(5).default(3),
  cache: z.boolean().default(true),
};
const role = z.strictObject({ ...run, task: taskSchema });
const judge = z.strictObject({ ...run, task: taskSchema.optional() });
const named = { name: phaseNameSchema };

const condition = z.strictObject({
  phase: phaseNameSchema,
  field: z.string().regex(/^[a-z][a-zA-Z0-9_]{0,39}$/, 'expected the name of a field'),
  equals: z.union([z.string().max(200), z.number(), z.boolean()], 'expected a text, a number, true or false'),
});
const entry = { ...named, depends_on: dependencies, when: condition.optional() };

const fixRounds = z.int().min(1).max(3).default(1);
const plain = z.strictObject({
  ...entry,
  ...run,
  task: taskSchema,
  approval: z.boolean().default(false),
  effect: z.enum(['none', 'external']).default('none'),
  begins_with: z.literal('newest_site', 'expected newest_site').optional(),
  review: z.strictObject({ agent: agentNameSchema, rounds: fixRounds, task: taskSchema.optional() }).optional(),
});

const sequential = z.strictObject({
  ...entry,
  pattern: z.literal('sequential'),
  steps: z.array(role.extend(named)).min(2).max(10),
});
const parallel = z.strictObject({
  ...entry,
  pattern: z.literal('parallel'),
  branches: z.array(role.extend(named)).min(2).max(10),
  aggregate: judge,
});
const debate = z
  .strictObject({
    ...entry,
    pattern: z.literal('debate'),
    question: taskSchema,
    debaters: z
      .array(z.strictObject({ ...run, role: phaseNameSchema, stance: z.string().max(1_000).optional() }))
      .min(2)
      .max(5),
    rounds: z.int().min(1).max(2).default(2),
    moderator: judge.optional(),
    judge,
  })
  .refine(({ rounds, moderator }) => rounds === 1 || moderator !== undefined, {
    message: 'a debate of 2 rounds needs a moderator, who ends it when all agree',
    path: ['rounds'],
  });
const verification = z
  .strictObject({
    ...entry,
    pattern: z.literal('verification'),
    make: role.optional(),
    check: role,
    fix: judge.optional(),
    rounds: fixRounds,
  })
  .refine(({ make, fix }) => make !== undefined || fix !== undefined, {
    message: 'a verification needs fix, or make, whose agent then repairs what it made',
    path: ['check'],
  });
const panel = z.strictObject({
  ...entry,
  pattern: z.literal('panel'),
  question: taskSchema,
  experts: z
    .array(z.strictObject({ ...run, name: phaseNameSchema, expertise: z.string().max(1_000).optional() }))
    .min(2)
    .max(7),
  synthesis: judge,
});

export const patternSchemas = { sequential, parallel, debate, verification, panel };
export const plainSchema = plain;
/** The entries are read one by one, so that a mistake in one hides none in another. */
export const workflowSchema = z.strictObject({
  name: phaseNameSchema,
  title: z.string().trim().min(1).max(120),
  phases: z.array(z.unknown()).min(1, 'expected at least one phase').max(40),
});

export type RunOptions = Omit<z.infer<typeof judge>, 'task'>;
export type PlainEntry = z.infer<typeof plain>;
export type SequentialEntry = z.infer<typeof sequential>;
export type ParallelEntry = z.infer<typeof parallel>;
export type DebateEntry = z.infer<typeof debate>;
export type VerificationEntry = z.infer<typeof verification>;
export type PanelEntry = z.infer<typeof panel>;
export type Entry = PlainEntry | SequentialEntry | ParallelEntry | DebateEntry | VerificationEntry | PanelEntry;
