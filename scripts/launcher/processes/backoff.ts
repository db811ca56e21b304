const FIRST_MS = 250;
const MAX_MS = 30_000;

/** A process that ran this long before it ended counts as healthy: its next failure is a first one. */
export const HEALTHY_AFTER_MS = 60_000;

/** How long to wait before the start that follows the n-th failure in a row; the first is tried again almost at once. */
export const backoffMs = (failures: number): number => Math.min(MAX_MS, FIRST_MS * 2 ** (Math.max(1, failures) - 1));
