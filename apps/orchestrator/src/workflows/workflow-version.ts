import { createHash } from 'node:crypto';
import type { Workflow } from './workflow.js';

/** JSON whose fields are in the order of their names, so that equal values have equal texts. */
export const canonicalJson = (value: unknown): string =>
  JSON.stringify(value, (_, part: unknown) =>
    typeof part === 'object' && part !== null && !Array.isArray(part)
      ? Object.fromEntries(Object.entries(part).sort(([one], [other]) => (one < other ? -1 : 1)))
      : part,
  );

export const versionOf = (workflow: Omit<Workflow, 'version'>): string =>
  createHash('sha256').update(canonicalJson(workflow)).digest('hex');
