import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { Page } from 'playwright-core';
import type { CheckProblem, Severity } from '../check-report.ts';

interface Violation {
  id: string;
  impact: string;
  help: string;
  count: number;
  where: string;
  why: string;
}

const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

/** WCAG 2.0 and 2.1, levels A and AA. Runs in the page; only what is told comes back. */
const RUN = `(async () => {
  const values = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa'];
  const { violations } = await axe.run({ runOnly: { type: 'tag', values }, resultTypes: ['violations'], elementRef: false });
  return violations.slice(0, 30).map(({ id, impact, help, nodes }) => ({
    id,
    impact: String(impact),
    help,
    count: nodes.length,
    where: String(nodes[0]?.target?.[0] ?? '').slice(0, 120),
    why: String([...(nodes[0]?.any ?? []), ...(nodes[0]?.all ?? []), ...(nodes[0]?.none ?? [])][0]?.message ?? '').slice(0, 160),
  }));
})()`;

/** What keeps people out who see, hear or move otherwise, as axe finds it in the running page. */
export async function findBarriers(page: Page): Promise<Omit<CheckProblem, 'path'>[]> {
  await page.evaluate(AXE);
  const violations = await page.evaluate<Violation[]>(RUN);
  return violations.map(({ id, impact, help, count, where, why }) => ({
    check: 'accessibility',
    severity: severityOf(impact),
    what: `${help} (${id}, ${count} times, first ${where}): ${why}`,
  }));
}

const severityOf = (impact: string): Severity =>
  impact === 'critical' ? 'high' : impact === 'serious' ? 'medium' : 'low';
