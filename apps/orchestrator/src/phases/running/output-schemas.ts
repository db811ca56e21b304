import { z } from 'zod';

const text = z.string();
const summary = { summary: text };

export const changeSchema = z.looseObject({
  ...summary,
  policy: z.enum(['wait', 'merge', 'replace']),
  targets: z.array(text),
});

/** As much of the agents' output contracts as the orchestrator relies on; the agents service holds them to the rest. */
export const outputSchemas: Readonly<Record<string, z.ZodType<Record<string, unknown>>>> = {
  plan: z.looseObject({ ...summary, title: text, slug: text, workflow: text, phases: z.array(z.unknown()).optional() }),
  design: z.looseObject({ ...summary, palette: z.record(text, text) }),
  files: z.looseObject({ ...summary, files: z.array(text) }),
  review: z.looseObject({
    ...summary,
    passed: z.boolean(),
    score: z.number().min(0).max(100),
    defects: z.array(z.looseObject({ what: text })),
  }),
  deployment: z.looseObject({ ...summary, url: z.url({ protocol: /^https?$/ }) }),
  change: changeSchema,
  synthesis: z.looseObject({ ...summary, text }),
  text: z.looseObject({ text }),
};
