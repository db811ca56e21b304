import { setTimeout as sleep } from 'node:timers/promises';
import type { CutHow } from '../../environment/link-fault.ts';
import { shuffled } from '../random.ts';
import type { Stage } from '../stage.ts';

/** What a message passes through; each runs alone, in a transaction of its own. */
const HOT = [
  'inbox-accept',
  'conversations-claim',
  'turns-store-answer',
  'turns-end',
  'outbox-insert',
  'outbox-claim',
  'outbox-outcomes',
  'statuses-record',
];
const TRUTHS: readonly ('before' | 'after')[] = ['before', 'after'];
const HOWS: readonly CutHow[] = ['rst', 'fin'];

/** F08: the connection ends with a statement that was executed, or was not; whoever sent it cannot tell. */
export async function ambiguousCommits(stage: Stage): Promise<void> {
  await cutStatements(stage, HOT, HOWS);
}

/** The two statements on which a message is lost or doubled first. */
export async function ambiguousCommitsOfIntake(stage: Stage): Promise<void> {
  await cutStatements(stage, ['inbox-accept', 'turns-end'], ['rst']);
}

async function cutStatements(stage: Stage, statements: string[], hows: readonly CutHow[]): Promise<void> {
  const link = stage.link('postgres');
  const rounds = statements.flatMap((name) => TRUTHS.flatMap((when) => hows.map((how) => ({ name, when, how }))));
  await stage.load(
    async () => {
      for (const { name, when, how } of shuffled(stage.random, rounds)) {
        // As it stands in Parse and in Bind: a C string
        const cut = link.add({ kind: 'cut', way: 'upstream', match: Buffer.from(`${name}\0`), when, how, times: 2 });
        for (const until = performance.now() + 5_000; cut.fired < 2 && performance.now() < until;) await sleep(20);
        stage.count(`${name} ${when === 'after' ? 'executed, answer lost' : 'never arrived'}`, cut.fired);
        cut.remove();
        await sleep(100);
      }
    },
    { people: 20, rate: 40 },
  );
}

/** The same with silence instead of an end: only a limit of one's own ends the wait. */
export async function silentCommits(stage: Stage): Promise<void> {
  await cutStatements(stage, ['inbox-accept', 'turns-end', 'outbox-outcomes'], ['silent']);
}
