import { type Finding, fault, warning, well } from './finding.ts';

export type DatabaseFacts = { trouble: string } | { applied: string[]; skewMs: number; unsafe: string[] };

/** @param known migrations of this version, oldest first; undefined where it has not been built */
export function judgeDatabase(service: string, facts: DatabaseFacts, known: readonly string[] | undefined): Finding[] {
  const about = `postgres of ${service}`;
  const variable = `${service.toUpperCase()}_DATABASE_URL or DATABASE_URL`;
  if ('trouble' in facts)
    return [fault(about, `cannot be reached: ${facts.trouble}`, `Start Postgres, or mend ${variable}.`)];
  const findings: Finding[] = facts.unsafe.length > 0 ? [unsafe(about, facts.unsafe)] : [];
  if (!known)
    return [
      ...findings,
      warning(
        about,
        'answers, but which migrations belong to this version is not known: it has not been built here',
        'Run npm run build (npm start does it as well), or ask the doctor of the image.',
      ),
    ];
  const applied = new Set(facts.applied);
  const missing = known.filter((name) => !applied.has(name));
  const unknown = facts.applied.filter((name) => !known.includes(name));
  if (missing.length > 0)
    findings.push(
      fault(
        about,
        `${missing.length} of ${known.length} migrations have not run, the first is ${missing[0]}`,
        `Run the migrations of this version: node dist/apps/${service}/src/migrate.js, or the migration job of the cluster.`,
      ),
    );
  if (unknown.length > 0)
    findings.push(
      warning(
        about,
        `it has ${unknown.length} migrations that this version does not know, such as ${unknown[0]}`,
        'A newer version has been here: run the doctor of that version, or roll forward.',
      ),
    );
  return findings.length > 0 ? findings : [well(about, `answers, ${known.length} migrations, none missing`)];
}

const unsafe = (about: string, settings: readonly string[]): Finding =>
  fault(
    about,
    `runs with ${settings.join(' and ')}: acknowledged messages could be lost`,
    'Set these to on in postgresql.conf.',
  );

export type RedisFacts = { trouble: string } | { skewMs: number; policy: string };

export function judgeRedis(facts: RedisFacts): Finding {
  if ('trouble' in facts)
    return fault('redis', `cannot be reached: ${facts.trouble}`, 'Start Redis, or mend REDIS_URL.');
  if (facts.policy !== 'noeviction' && facts.policy !== '')
    return warning(
      'redis',
      `answers, but may throw away what it holds when it is full (maxmemory-policy ${facts.policy})`,
      'Set maxmemory-policy noeviction: sessions and limits live there.',
    );
  return well('redis', 'answers');
}

const WRONG_MS = 30_000;
const ODD_MS = 5_000;

/** @param skews how far other clocks are ahead of the one here, in ms */
export function judgeClocks(skews: Record<string, number | undefined>): Finding {
  const known = Object.entries(skews).filter((entry): entry is [string, number] => entry[1] !== undefined);
  const [worst, skew = 0] = known.toSorted(([, a], [, b]) => Math.abs(b) - Math.abs(a))[0] ?? [];
  const seconds = Math.round(Math.abs(skew) / 1_000);
  const says = `the clock of ${worst} is ${seconds} s ${skew > 0 ? 'ahead of' : 'behind'} the one here`;
  const advice = 'Let NTP (chrony, systemd-timesyncd) keep the clocks of all machines.';
  if (Math.abs(skew) >= WRONG_MS) return fault('clocks', says, advice);
  if (Math.abs(skew) >= ODD_MS) return warning('clocks', says, advice);
  return well('clocks', `${known.length} clocks agree within ${ODD_MS / 1_000} s`);
}
