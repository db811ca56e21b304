import type { Answered } from './ask.ts';
import { type Finding, fault, warning, well } from './finding.ts';
import { samplesOf } from './samples-of.ts';

export interface ServiceFacts {
  service: string;
  url: string;
  ready: Answered;
  metrics: Answered;
}

/** Whether it serves, and if not which of its own checks says no. */
export function judgeService({ service, url, ready }: ServiceFacts): Finding {
  const where = `${service.toUpperCase()}_OPS_URL`;
  if ('trouble' in ready)
    return fault(
      service,
      `does not answer at ${url}: ${ready.trouble}`,
      `Start it and read its log, or mend ${where}.`,
    );
  if (ready.status === 200) return well(service, 'serves');
  if (ready.status !== 503)
    return fault(service, `answers ${ready.status} at ${url}, which is no service of Parley`, `Mend ${where}.`);
  const failed = failedChecks(ready.body);
  return fault(
    service,
    `runs but does not serve: ${failed.length > 0 ? failed.join(', ') : 'it is starting or stopping'}`,
    'Mend what is named there; the service comes back by itself.',
  );
}

function failedChecks(body: string): string[] {
  try {
    const { error = {} } = JSON.parse(body) as { error?: Record<string, { reason?: string }> };
    return Object.entries(error).map(([name, { reason }]) => (reason ? `${name} (${reason})` : name));
  } catch {
    return [];
  }
}

export function judgeVersions(all: readonly ServiceFacts[], here: string): Finding {
  const versions = all.flatMap(({ service, metrics }) =>
    samplesOf(metrics, 'parley_info').map(({ labels }) => ({ service, version: labels['version'] ?? 'unknown' })),
  );
  const different = [...new Set([here, ...versions.map(({ version }) => version)])];
  if (versions.length === 0) return warning('versions', 'no service says its version', 'Start the services.');
  if (different.length === 1) return well('versions', `all services are ${here}`);
  const list = versions.map(({ service, version }) => `${service} ${version}`).join(', ');
  return warning(
    'versions',
    `they differ: ${list}; here is ${here}`,
    'While an update is under way this passes; else roll all services to one version.',
  );
}

const OLDEST_DUE_S = 120;
const UNKNOWN_AGE_S = 900;

/** What waits too long, was set aside, or arrived twice. */
export function judgeQueues(all: readonly ServiceFacts[]): Finding[] {
  const sum = (name: string, by: string) => {
    const found = new Map<string, number>();
    for (const { metrics } of all)
      for (const { labels, value } of samplesOf(metrics, name))
        found.set(labels[by] ?? '', Math.max(value, found.get(labels[by] ?? '') ?? 0));
    return found;
  };
  const findings: Finding[] = [];
  for (const [table, age] of sum('work_oldest_due_seconds', 'table'))
    if (age > OLDEST_DUE_S)
      findings.push(
        fault(
          `queue ${table}`,
          `its oldest row has waited for ${Math.round(age)} s`,
          'See whether the service that works on it serves, and whether the model or WhatsApp fails: api_errors_total.',
        ),
      );
  for (const [table, rows] of sum('work_set_aside', 'table'))
    if (rows > 0)
      findings.push(
        warning(
          `queue ${table}`,
          `${rows} rows were set aside for an operator`,
          'Look at them: npm run turns -- list.',
        ),
      );
  for (const age of sum('notifier_unknown_age_seconds', 'table').values())
    if (age > UNKNOWN_AGE_S)
      findings.push(
        fault(
          'unknown sends',
          `of a message it has been unknown for ${Math.round(age)} s whether it was sent`,
          'Check that status webhooks reach the gateway: gateway_statuses_total, and the webhook fields of the app at Meta.',
        ),
      );
  for (const doubled of sum('notifier_duplicate_sends_total', 'table').values())
    if (doubled > 0)
      findings.push(
        fault('duplicate sends', `${doubled} messages arrived twice`, 'See docs/adr/0005-uncertain-sends.md.'),
      );
  const hasAny = all.some(({ metrics }) => samplesOf(metrics, 'work_due').length > 0);
  if (findings.length > 0) return findings;
  return hasAny ? [well('queues', 'nothing waits too long, nothing is set aside, nothing was doubled')] : [];
}
