import { type ListQuarantinedRequest, QuarantinedItem } from '#libs/contracts';
import { type Quarantine, runQuarantineCommand } from './run-quarantine-command.js';

/** A quarantine in memory: what is called `bad…` is refused again. */
class Waiting implements Quarantine {
  requests: ListQuarantinedRequest[] = [];
  constructor(readonly ids: string[]) {}

  async list(request: ListQuarantinedRequest) {
    this.requests.push(request);
    const from = this.ids.indexOf(request.afterId) + 1;
    const items = this.ids
      .slice(from, from + request.limit)
      .map((id) => QuarantinedItem.create({ id, kind: 'message', reason: 'STALE_EVENT' }));
    return { items, waiting: `${this.ids.length}` };
  }

  async replay({ ids }: { ids: string[] }) {
    return {
      outcomes: ids.map((id) => ({
        id,
        accepted: !id.startsWith('bad'),
        reason: id.startsWith('bad') ? 'STALE_EVENT' : '',
      })),
    };
  }
}

describe(runQuarantineCommand, () => {
  const run = async (command: string, quarantine: Quarantine = new Waiting([])) => {
    const lines: string[] = [];
    const code = await runQuarantineCommand(command.split(' ').filter(Boolean), quarantine, (line) => lines.push(line));
    return { code, lines };
  };

  it('lists all pages of what is waiting', async () => {
    const waiting = new Waiting(Array.from({ length: 250 }, (_, index) => `id-${index}`));
    const { code, lines } = await run('list STALE_EVENT', waiting);
    expect([code, lines.length]).toEqual([0, 250]);
    expect(waiting.requests.map(({ afterId, reason }) => [afterId, reason])).toEqual([
      ['', 'STALE_EVENT'],
      ['id-99', 'STALE_EVENT'],
      ['id-199', 'STALE_EVENT'],
    ]);
  });

  it('says that nothing is waiting', async () => {
    expect(await run('list')).toEqual({ code: 0, lines: ['Nothing is waiting.'] });
  });

  it('replays some items and tells what became of each', async () => {
    expect(await run('replay good bad-1', new Waiting([]))).toEqual({
      code: 1,
      lines: ['good  accepted', 'bad-1  refused: STALE_EVENT', '1 accepted, 1 refused'],
    });
  });

  it('replays everything once, also when much of it is refused', async () => {
    const ids = Array.from({ length: 130 }, (_, index) => `bad-${index}`);
    const { code, lines } = await run('replay all', new Waiting([...ids, 'good']));
    expect([code, lines.at(-1)]).toEqual([1, '1 accepted, 130 refused']);
  });

  it.each(['', 'replay', 'erase all'])('explains itself when asked to "%s"', async (command) => {
    const { code, lines } = await run(command);
    expect([code, lines[0]]).toEqual([64, expect.stringContaining('usage: npm run quarantine')]);
  });
});
