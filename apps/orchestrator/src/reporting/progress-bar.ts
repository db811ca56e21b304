import type { Step } from './to-steps.js';

const CELLS = 10;

/** Such as "▓▓▓▓▓▓░░░░ 60 %". */
export function progressBar(steps: readonly Pick<Step, 'state'>[]): string {
  const done = steps.filter(({ state }) => state === 'done').length;
  const share = steps.length === 0 ? 0 : done / steps.length;
  const full = Math.floor(share * CELLS);
  return `${'▓'.repeat(full)}${'░'.repeat(CELLS - full)} ${Math.floor(share * 100)} %`;
}
