import { z } from 'zod';
import type { ShownPhase } from './shown-phase.js';

/** As reviewers give them; anything else is nobody's defect. */
const review = z.object({
  passed: z.boolean(),
  defects: z.array(z.object({ severity: z.enum(['low', 'medium', 'high']), what: z.string() })).catch([]),
});

const MOST = 3;
const CHARS = 160;

/**
 * What the last round of each review found and nobody fixed, the worst first. A review that passed may have found trifles:
 * they are not worth a person's time.
 */
export function defectsOf(phases: readonly ShownPhase[]): string[] {
  const last = new Map<string, z.infer<typeof review>>();
  for (const { block, name, state, output } of phases) {
    const parsed = review.safeParse(output);
    if (parsed.success && (state === 'done' || state === 'reused')) last.set(block ?? name, parsed.data);
  }
  const open = [...last.values()].filter(({ passed }) => !passed).flatMap(({ defects }) => defects);
  const worst = open.toSorted((a, b) => weights[b.severity] - weights[a.severity]);
  return [...new Set(worst.map(({ what }) => what.replace(/\s+/g, ' ').trim().slice(0, CHARS)))].slice(0, MOST);
}

const weights = { low: 0, medium: 1, high: 2 };
