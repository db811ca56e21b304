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
  else await poll('the answers', () => isAnswered(stage), { timeoutMs: settleMs, everyMs: 250 }).catch(() => undefined);
  await sleep(LATE_DOUBLES_MS);
  await meta.settled();
  const findings = await findingsOf(stage);
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

const isAnswered = async (stage: Stage): Promise<true | undefined> =>
  (await lostIn(stage)).length === 0 ? true : undefined;

const GIVEN_UP = `
  SELECT payload::jsonb->>'to' AS to FROM notifier.outbox
   WHERE state = 'parked' AND (resends > 0 OR EXISTS (
     SELECT FROM notifier.intake_beats WHERE refused > 0 AND at >= outbox.claimed_at))`;

const TOLD = `
  SELECT i.message_id AS id FROM orchestrator.inbox i
    JOIN orchestrator.turns t ON t.conversation_id = i.conversation_id AND i.seq > t.from_seq AND i.seq <= t.to_seq
    JOIN notifier.outbox o ON o.idempotency_key LIKE t.id::text || ':%'
   WHERE i.message_id = ANY ($1) AND o.state IN ('accepted', 'sent', 'delivered', 'read')`;

/**
 * Acknowledged, and nothing came. A send is rightly given up when a webhook was refused that may have told of it, or when it
 * met a second fault; and where a scenario says so, a sentence without the token of the message is an answer too.
 */
async function lostIn(stage: Stage): Promise<string[]> {
  const { lost } = oracle(stage);
  if (lost.length === 0) return lost;
  const givenUp = await stage.asAdmin<{ to: string }>(GIVEN_UP);
  const wamids = lost.map((event) => event.split(' ')[0]!);
  const told = stage.takesSentences ? await stage.asAdmin<{ id: string }>(TOLD, [wamids]) : [];
  const ids = new Set(told.map(({ id }) => id));
  const people = givenUp.map(({ to }) => `(${to.replace('+', '')}-`); // once for each send: no more of one person are excused
  return lost.filter((event) => {
    if (ids.has(event.split(' ')[0]!)) return false;
    const excuse = people.findIndex((person) => event.includes(person));
    if (excuse >= 0) people.splice(excuse, 1);
    return excuse < 0;
  });
}

function found(stage: Stage, wanted: Sabotaged[]): true | undefined {
  const judgement = oracle(stage);
  const isFound = (what: Sabotaged) => (what === 'nothing happened' ? nothingFired(stage) : judgement[what].length > 0);
  return wanted.some(isFound) ? true : undefined;
}

const nothingFired = ({ evidence, during }: Stage): boolean =>
  during === 0 || Object.values(evidence).length === 0 || Object.values(evidence).some((count) => count === 0);

async function findingsOf(stage: Stage): Promise<string[]> {
  const { lost: _, ...rest } = oracle(stage);
  const lost = await lostIn(stage);
  const findings = Object.entries({ lost, ...rest }).flatMap(([what, items]) =>
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
  const aside = stage.maySetAside;
  const isEmpty = async () => {
    const { conversations, sends } = await read();
    return conversations! <= aside && sends === 0 ? true : undefined;
  };
  await poll('empty queues', isEmpty, { timeoutMs, everyMs: 250 }).catch(() => undefined);
  const { conversations, sends, parked } = await read();
  const rightly = (await stage.asAdmin(GIVEN_UP)).length;
  if (parked! > stage.before.parked)
    stage.notes.push(`${parked! - stage.before.parked} sends given up, as a refused webhook may have told of them`);
  return [
    ...(conversations! > aside ? [`${conversations} conversations still wait`] : []),
    ...(sends! > 0 ? [`${sends} sends still wait`] : []),
    ...(parked! > rightly ? [`${parked! - rightly} sends were given up without a reason`] : []),
  ];
}
