import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { stringify } from 'yaml';
import { runTool } from '../../scripts/manifests/tools.ts';
import { type AlertCase, alertCases } from './alert-cases.ts';
import { alertNames, recordNames, type AlertRule, ruleFiles, rules } from './alert-rules.ts';
import { wrongNames } from './wrong-names.ts';
import { withTools } from './with-tools.ts';

const ifPromtool = await withTools('promtool');
const RUNBOOK = 'https://github.com/parley/parley/blob/main/docs/runbook.md#';

/**
 * What promtool is to find: that the alert fires in the namespace of the sick and not beside it, in that of the well. It
 * evaluates every rule it is given at every step, so it gets this alert and what it is computed from.
 */
function promtoolTest({ alert, what = '', sick, well, at }: AlertCase, rulesPath: string): string {
  const seriesIn = (namespace: string, all: readonly string[]) =>
    all.map((one) => {
      const [, name, labels = '', values] = /^([a-z_0-9]+)(?:\{(.*)\})? (.*)$/.exec(one)!;
      return { series: `${name}{${[labels, `namespace="${namespace}"`].filter(Boolean).join(',')}}`, values };
    });
  const expr = `group by (alertname, namespace) (ALERTS{alertname="${alert}",alertstate="firing"})`;
  const test = (input_series: object[], firing: string[]) => ({
    name: `${alert} ${what}`.trim(),
    interval: '1m',
    input_series,
    promql_expr_test: [{ expr, eval_time: `${at}m`, exp_samples: firing.map((labels) => ({ labels, value: 1 })) }],
  });
  const tests =
    sick.length === 0 // what fires where nothing is cannot stand beside anything
      ? [test([], [`{alertname="${alert}"}`]), test(seriesIn('well', well), [])]
      : [test([...seriesIn('sick', sick), ...seriesIn('well', well)], [`{alertname="${alert}",namespace="sick"}`])];
  return stringify({ rule_files: [rulesPath], evaluation_interval: at > 600 ? '10m' : '1m', tests });
}

describe('alerts', () => {
  const folder = mkdtempSync(join(tmpdir(), 'parley-alerts-'));
  afterAll(() => rmSync(folder, { recursive: true }));

  const write = (name: string, text: string): string => {
    writeFileSync(join(folder, name), text);
    return join(folder, name);
  };
  /** What promtool complains about. */
  async function complaintsAbout(cases: readonly AlertCase[]): Promise<string> {
    const files = cases.map((one, index) => {
      const needed = rules.filter(({ alert, record }) => alert === one.alert || (record && /^Promise/.test(one.alert)));
      const path = write(`${one.alert}.yaml`, stringify({ groups: [{ name: 'one', rules: needed }] }));
      return write(`${index}.test.yaml`, promtoolTest(one, path));
    });
    const { stdout, stderr, failed } = await runTool('promtool', ['test', 'rules', ...files]);
    return failed ? stdout + stderr : '';
  }

  ifPromtool('are rules that Prometheus takes', async () => {
    const { failed, stderr } = await runTool('promtool', [
      'check',
      'rules',
      '--lint=all',
      '--lint-fatal',
      ...ruleFiles,
    ]);
    expect(stderr).toBe('');
    expect(failed).toBe(false);
  });

  ifPromtool('fire in trouble, each of them, and are silent where it only looks like it', async () => {
    expect(await complaintsAbout(alertCases)).toBe('');
  });

  ifPromtool('are seen to fire falsely, or not at all', async () => {
    const { sick, well, ...one } = alertCases.find(({ alert }) => alert === 'ParkedSends')!;
    expect(await complaintsAbout([{ ...one, sick, well: sick }])).toContain('namespace="well"');
    expect(await complaintsAbout([{ ...one, sick: well, well }])).toContain('got: nil');
  });

  it('have each a case here', () => {
    expect(alertNames.length).toBeGreaterThan(30);
    expect([...new Set(alertCases.map(({ alert }) => alert))].toSorted()).toEqual(alertNames.toSorted());
  });

  it('say how bad it is, what one sees, and where to read on', () => {
    const incomplete = ({ labels, annotations = {} }: AlertRule) =>
      !['critical', 'warning'].includes(labels?.['severity'] ?? '') ||
      !annotations['summary'] ||
      (annotations['description'] ?? '').length < 40;
    const all = rules.filter(({ alert }) => alert);
    expect(all.filter(incomplete)).toEqual([]);
    for (const { alert, annotations } of all) expect(annotations!['runbook_url']).toBe(RUNBOOK + alert!.toLowerCase());
  });

  it('read what the code measures, by labels that it has', () => {
    const known = (expr: string) => wrongNames(expr, recordNames);
    expect(rules.flatMap(({ expr }) => known(expr))).toEqual([]);
    expect(known('sum by (nobody) (rate(work_due_total[5m]))')).toEqual(['work_due_total', 'nobody']);
    expect(known('max by (table) (work_due{tabel="outbox"})')).toEqual(['tabel']);
  });
});

describe('the runbook', () => {
  const text = readFileSync(new URL('../../docs/runbook.md', import.meta.url), 'utf8');
  const entries = [...text.matchAll(/^### (\w+)$/gm)].map(([, name]) => name!);

  it('has an entry for each alert and no other', () => {
    expect(entries.toSorted()).toEqual(alertNames.toSorted());
  });

  it('says in each what it means, how to see it, what to do and when to call somebody', () => {
    const bodies = text.split(/^### /m).slice(1);
    const isWhole = (body: string) =>
      ['**Means.**', '**See.**', '**Do.**', '**Escalate**'].every((part) => body.includes(part));
    expect(bodies.filter((body) => !isWhole(body)).map((body) => body.split('\n')[0])).toEqual([]);
    expect(isWhole('**Means.** Something. **Do.** Nothing.')).toBe(false);
  });

  it('names commands that exist', () => {
    const { scripts } = JSON.parse(readFileSync(new URL('../../package.json', import.meta.url), 'utf8')) as {
      scripts: Record<string, string>;
    };
    const named = [...text.matchAll(/npm run ([a-z:]+)/g)].map(([, name]) => name!);
    expect(named.length).toBeGreaterThan(3);
    expect(named.filter((name) => !(name in scripts))).toEqual([]);
  });

  it('names metrics that exist', () => {
    const known = new Set(['work_fenced_writes_total']);
    const named = [...text.matchAll(/`([a-z_]+_(?:total|seconds|bytes|sends|lines|state|due))(?:\{[^`]*\})?`/g)].map(
      ([, name]) => name!,
    );
    expect(named.flatMap((name) => wrongNames(name, known))).toEqual([]);
  });
});
