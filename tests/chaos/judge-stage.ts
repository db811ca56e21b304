import { setTimeout as sleep } from 'node:timers/promises';
import { poll } from '../../scripts/launcher/processes/poll.ts';
import { judge } from '../environment/oracle.ts';
import type { Sabotaged, Scenario } from './scenario.ts';
import type { Stage } from './stage.ts';

/** Promise (h). */
const TAKEOVER_MS = 10_000;
const SETTLE_MS = 60_000;
const LATE_DOUBLES_MS = 1_000;

export interface Verdict {
  isPassed: boolean;
  messages: number;
  /** Each with what was found; empty when all was kept. */
  findings: string[];
}

/** Waits until the work is done, or never will be, and says which promises were kept. */
export async function judgeStage(stage: Stage, { mustFind, settleMs = SETTLE_MS }: Scenario): Promise<Verdict> {
  const { meta } = stage.world;
  await stage.heal();
  await meta.settled();
  if (mustFind) await poll('a finding', () => found(stage, mustFind), { timeoutMs: 15_000 }).catch(() => undefined);
  else await poll('the answers', () => isAnswered(stage), { timeoutMs: settleMs }).catch(() => undefined);
  await sleep(LATE_DOUBLES_MS);
  await meta.settled();
  const findings = findingsOf(stage);
  const messages = meta.acked.length;
  if (mustFind) return { isPassed: found(stage, mustFind) !== undefined, messages, findings };
  findings.push(...(await leftovers(stage, settleMs)), ...brokenSince(stage));
  return { isPassed: findings.length === 0, messages, findings };
}

const brokenSince = ({ world, before }: Stage): string[] =>
  world.stack.brokenLines().slice(before.brokenLines).slice(0, 5);

function oracle({ world, excused }: Stage) {
  return judge({ acked: world.meta.acked, accepted: world.graph.accepted, excused });
}

/** Of what was parked somebody was told; the rest must be there. */
const isAnswered = (stage: Stage): true | undefined => (oracle(stage).lost.length <= stage.mayPark ? true : undefined);

function found(stage: Stage, wanted: Sabotaged[]): true | undefined {
  const judgement = oracle(stage);
  const isFound = (what: Sabotaged) => (what === 'nothing happened' ? nothingFired(stage) : judgement[what].length > 0);
  return wanted.some(isFound) ? true : undefined;
}

const nothingFired = ({ evidence, during }: Stage): boolean =>
  during === 0 || Object.values(evidence).length === 0 || Object.values(evidence).some((count) => count === 0);

function findingsOf(stage: Stage): string[] {
  const { lost, ...rest } = oracle(stage);
  const findings = Object.entries({ lost: lost.slice(stage.mayPark), ...rest }).flatMap(([what, items]) =>
    items.length > 0 ? [`${what}: ${items.length}, such as ${items.slice(0, 3).join('; ')}`] : [],
  );
  findings.push(...stage.broken);
  if (nothingFired(stage))
    findings.push(`the fault did not act: ${JSON.stringify(stage.evidence)}, ${stage.during} messages`);
  if (stage.takeoverMs !== undefined && stage.takeoverMs >= TAKEOVER_MS)
    findings.push(`taken over after ${Math.round(stage.takeoverMs)} ms`);
  return findings;
}

const WAITING = `
  SELECT (SELECT count(*) FROM orchestrator.conversations WHERE state IN ('due', 'claimed', 'set_aside'))::int AS conversations,
         (SELECT count(*) FROM notifier.outbox WHERE state IN ('pending', 'sending', 'unknown'))::int AS sends,
         (SELECT count(*) FROM notifier.outbox WHERE state = 'parked')::int AS parked`;

/** Promise (d). What was set aside or given up is expected by whoever excused it. */
async function leftovers(stage: Stage, timeoutMs: number): Promise<string[]> {
  const read = async () => (await stage.asAdmin<Record<string, number>>(WAITING))[0]!;
  const aside = stage.excused.size;
  const isEmpty = async () => {
    const { conversations, sends } = await read();
    return conversations! <= aside && sends === 0 ? true : undefined;
  };
  await poll('empty queues', isEmpty, { timeoutMs, everyMs: 250 }).catch(() => undefined);
  const { conversations, sends, parked } = await read();
  return [
    ...(conversations! > aside ? [`${conversations} conversations still wait`] : []),
    ...(sends! > 0 ? [`${sends} sends still wait`] : []),
    ...(parked! > stage.mayPark + stage.before.parked ? [`${parked} sends were given up`] : []),
  ];
}
