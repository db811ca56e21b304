/** Figures of one run, by name; the name carries the unit. */
export type Figures = Record<string, number>;

/** One block a scenario: median, and the range over the rounds. */
export function printTable(results: ReadonlyMap<string, Figures[]>): void {
  for (const [scenario, rounds] of results) {
    process.stdout.write(`\n${scenario} (${rounds.length} rounds)\n`);
    const names = Object.keys(rounds[0] ?? {});
    const width = Math.max(...names.map((name) => name.length));
    process.stdout.write(
      `  ${''.padEnd(width)}  ${'median'.padStart(10)}  ${'min'.padStart(10)}  ${'max'.padStart(10)}\n`,
    );
    for (const name of names) {
      const values = rounds.map((figures) => figures[name] ?? NaN).sort((a, b) => a - b);
      const cells = [median(values), values[0]!, values.at(-1)!].map((value) => format(value).padStart(10));
      process.stdout.write(`  ${name.padEnd(width)}  ${cells.join('  ')}\n`);
    }
  }
}

const median = (sorted: number[]): number => sorted[Math.floor(sorted.length / 2)]!;
const format = (value: number): string => (Number.isInteger(value) ? `${value}` : value.toFixed(value < 10 ? 2 : 1));

/** The value below which `share` of them lie. */
export function quantile(values: readonly number[], share: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))] ?? NaN;
}
