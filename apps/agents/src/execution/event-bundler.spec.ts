import type { RunEvent } from '#libs/contracts';
import { until } from '#libs/testing';
import { EventBundler } from './event-bundler.js';

describe(EventBundler.name, () => {
  let sent: RunEvent[][];
  let bundler: EventBundler;
  const text = (words: string) => ({ $case: 'text', value: { text: words } }) as const;
  const done = { $case: 'done', value: { stopReason: 'end_turn' } } as const;

  beforeEach(() => {
    sent = [];
    bundler = new EventBundler((events) => sent.push(events));
  });

  it('joins the texts of a run that follow each other, and keeps the order of each run', async () => {
    bundler.add('a', text('Ho'));
    bundler.add('b', text('Ol'));
    bundler.add('a', text('la'));
    bundler.add('a', done);
    bundler.add('b', text('á'));
    await until(() => sent.length > 0);
    expect(sent).toEqual([
      [
        { runId: 'a', event: text('Hola') },
        { runId: 'b', event: text('Olá') },
        { runId: 'a', event: done },
      ],
    ]);
  });

  it('never adds to what was sent', async () => {
    bundler.add('a', text('one'));
    await until(() => sent.length === 1);
    bundler.add('a', text('two'));
    bundler.add('a', text(' three'));
    await until(() => sent.length === 2);
    expect(sent).toEqual([[{ runId: 'a', event: text('one') }], [{ runId: 'a', event: text('two three') }]]);
  });

  it('sends what is left at once when told to, and nothing when nothing is left', async () => {
    bundler.add('a', done);
    bundler.flush();
    expect(sent).toHaveLength(1);
    bundler.flush();
    await new Promise((resolve) => setImmediate(resolve));
    expect(sent).toHaveLength(1);
  });
});
