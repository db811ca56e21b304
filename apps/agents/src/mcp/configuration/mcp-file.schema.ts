import { z } from 'zod';

const words = (most: number) => z.string('expected text').min(1, 'is empty').max(most, `expected at most ${most}`);
const settings = z.record(words(200), z.string('expected text').max(8_000), 'expected names and texts').default({});
const milliseconds = (fallback: number, max: number) =>
  z
    .int('expected a whole number')
    .min(10, 'expected at least 10')
    .max(max, `expected at most ${max}`)
    .default(fallback);
const toolName = words(128);
const phoneNumberId = z.string().regex(/^\d{5,20}$/, 'expected a phone number id');

/** What Parley wants to know of a server beyond what other clients do. */
const parley = z
  .strictObject({
    timeout_ms: milliseconds(60_000, 280_000),
    connect_timeout_ms: milliseconds(20_000, 120_000),
    concurrency: z.int('expected a whole number').min(1).max(64).default(4),
    output_bytes: z.int('expected a whole number').min(100).max(200_000).default(20_000),
    reads: z.array(toolName, 'expected a list').max(200).default([]),
    effects: z
      .record(
        toolName,
        z.strictObject({
          undo: toolName.optional(),
          arguments: z.record(words(128), z.unknown()).optional(),
          key: words(128).optional(),
        }),
      )
      .default({}),
    workspace: z
      .record(
        toolName,
        z.strictObject({ argument: words(128), as: z.enum(['list', 'directory'], 'expected list or directory') }),
      )
      .default({}),
    tenants: z
      .record(phoneNumberId, z.strictObject({ env: settings, headers: settings }), 'expected settings by number')
      .default({}),
  })
  .prefault({});

const disabled = z.boolean('expected true or false').default(false);

const stdio = z.strictObject({
  type: z.literal('stdio').default('stdio'),
  command: words(1_000),
  args: z.array(z.string('expected text').max(8_000), 'expected a list').max(100).default([]),
  env: settings,
  cwd: words(1_000).optional(),
  disabled,
  parley,
});

const http = z.strictObject({
  type: z.enum(['http', 'streamable-http'], 'expected stdio or http'),
  url: z
    .string('missing')
    .refine((value) => /^https?:\/\//.test(value) && URL.canParse(value), 'expected a http or https URL'),
  headers: settings,
  disabled,
  parley,
});

export type ServerEntry = z.infer<typeof stdio> | z.infer<typeof http>;

/** By what an entry says of itself, so that its problems are those of one kind. */
export const entrySchemaOf = (entry: unknown) =>
  typeof entry === 'object' && entry !== null && ('url' in entry || ('type' in entry && entry.type !== 'stdio'))
    ? http
    : stdio;

/** Never two underscores in a row, so that a tool's safe name says whose it is. */
export const serverNamePattern = /^[a-z][a-z0-9-]{0,31}$/;
