import { z } from 'zod';
import { changeOutput } from './change.output.js';
import { deploymentOutput } from './deployment.output.js';
import { designOutput } from './design.output.js';
import { filesOutput } from './files.output.js';
import { planOutput } from './plan.output.js';
import { reviewOutput } from './review.output.js';
import { synthesisOutput } from './synthesis.output.js';
import { textOutput } from './text.output.js';

/** What agents of builds hand in, by the name that their files give. */
export const outputContracts = {
  plan: planOutput,
  design: designOutput,
  files: filesOutput,
  review: reviewOutput,
  deployment: deploymentOutput,
  change: changeOutput,
  synthesis: synthesisOutput,
  text: textOutput,
} as const satisfies Record<string, z.ZodObject>;

export type OutputName = keyof typeof outputContracts;

export const outputNames = Object.keys(outputContracts) as OutputName[];

/** The contract as the model is told of it: the same bytes for every run. */
export function toOutputSchema(name: OutputName) {
  const { $schema: _, ...schema } = z.toJSONSchema(outputContracts[name], { target: 'draft-7', io: 'input' });
  return { ...schema, type: 'object' as const };
}
