import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { promisify } from 'node:util';

const SERVICES = ['gateway', 'orchestrator', 'classifier', 'agents', 'notifier'];

/**
 * @typedef {{ name: string; help: string; type: string; labels: string[]; buckets: number[]; isRuntime: boolean }} Metric
 */

/**
 * docs/metrics.md as the sources say it now: each service is loaded, and what it registers is read.
 * @param {string} repo
 * @param {string} node path of a Node that can run Parley
 * @returns {Promise<string>}
 */
export async function describeMetrics(repo, node) {
  /** @type {Map<string, { metric: Metric; services: string[] }>} what is equal in several services is one row */
  const rows = new Map();
  for (const service of SERVICES) {
    for (const metric of await readMetrics(repo, node, service)) {
      const key = JSON.stringify(metric);
      const row = rows.get(key) ?? { metric, services: [] };
      rows.set(key, { metric, services: [...row.services, service] });
    }
  }
  const sorted = [...rows.values()].sort((a, b) => compare(a.metric.name, b.metric.name));
  const table = (/** @type {boolean} */ isRuntime) =>
    sorted
      .filter(({ metric }) => metric.isRuntime === isRuntime)
      .map(toLine)
      .join('\n');
  return `${INTRODUCTION}\n## Parley\n\n${HEAD}\n${table(false)}\n\n## Node\n\n${HEAD}\n${table(true)}\n`;
}

/**
 * @param {string} repo
 * @param {string} node
 * @param {string} service
 * @returns {Promise<Metric[]>}
 */
async function readMetrics(repo, node, service) {
  const hooks = pathToFileURL(join(repo, 'libs', 'testing', 'src', 'load-sources.ts')).href;
  const script = join(repo, 'scripts', 'documenting', 'print-metrics.mjs');
  const args = ['--disable-warning=ExperimentalWarning', '--import', hooks, script, service];
  const { stdout } = await promisify(execFile)(node, args, { cwd: repo, maxBuffer: 1e7 });
  return JSON.parse(stdout);
}

/** @param {{ metric: Metric; services: string[] }} row */
function toLine({ metric: { name, type, labels, buckets, help }, services }) {
  const who = services.length === SERVICES.length ? 'all' : services.join(', ');
  const cells = [`\`${name}\``, type, labels.map((label) => `\`${label}\``).join(', '), buckets.join(' '), who, help];
  return `| ${cells.map((cell) => cell.replaceAll('|', '\\|')).join(' | ')} |`;
}

/** @param {string} a @param {string} b */
const compare = (a, b) => (a < b ? -1 : a > b ? 1 : 0);

const HEAD = '| name | type | labels | buckets | services | meaning |\n| --- | --- | --- | --- | --- | --- |';

const INTRODUCTION = `# Metrics

Written from the code by \`npm run metrics\`; \`npm run check\` fails when it is out of date. Do not edit.

Every service answers \`GET /metrics\` on its ops port (9101 gateway, 9102 orchestrator, 9103 classifier, 9104 agents, 9105
notifier). Each line carries the label \`service\`, the name of the service that answers; in \`api_*\` it is the one that was
called instead, and the caller is told by the labels of the scrape. A histogram \`x\` has the series \`x_bucket\`, \`x_sum\` and
\`x_count\`. Labels hold names from the code and the configuration only, never what people wrote or who they are.
`;
