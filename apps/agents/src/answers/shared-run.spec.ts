import { AppError } from '#libs/errors';
import { type Event } from './kept-answer.js';
import { SharedRun } from './shared-run.js';

const text = (value: string): Event => ({ $case: 'text', value: { text: value } });
const usage = (inputTokens: number): Event => ({
  $case: 'usage',
  value: { inputTokens, outputTokens: 1, cacheReadTokens: 0, cacheWriteTokens: 0, costMicros: '9' },
});

describe(SharedRun.name, () => {
  let emit: (event: Event) => void;
  let end: (error?: Error) => void;
  let ending: AbortSignal;
  let overs: number;
  const open = () => {
    overs = 0;
    return new SharedRun(
      (signal, tell) => {
        [emit, ending] = [tell, signal];
        return new Promise((resolve, reject) => {
          end = (error) => (error ? reject(error) : resolve());
          signal.addEventListener('abort', () => reject(signal.reason as Error));
        });
      },
      () => (overs += 1),
    );
  };
  const listener = () => {
    const heard: Event[] = [];
    return { heard, hear: (event: Event) => void heard.push(event), controller: new AbortController() };
  };

  it('tells everybody everything, those who come late too, and only the first one what it has cost', async () => {
    const run = open();
    const [first, late] = [listener(), listener()];
    const answers = [run.join(first.controller.signal, first.hear)];
    emit(text('a'));
    answers.push(run.join(late.controller.signal, late.hear));
    emit(usage(20));
    end();
    await Promise.all(answers);
    expect(first.heard).toEqual([text('a'), usage(20)]);
    expect(late.heard).toMatchObject([text('a'), { $case: 'usage', value: { inputTokens: 0, fromCache: true } }]);
    expect(overs).toBe(1);
  });

  it('goes on for the others when one leaves, also when that is the first', async () => {
    const run = open();
    const [first, second] = [listener(), listener()];
    const left = run.join(first.controller.signal, first.hear);
    const stays = run.join(second.controller.signal, second.hear);
    first.controller.abort(new AppError('DEADLINE_EXCEEDED'));
    await expect(left).rejects.toMatchObject({ reason: 'DEADLINE_EXCEEDED' });
    expect(ending.aborted).toBe(false);
    emit(text('b'));
    end();
    await expect(stays).resolves.toBeUndefined();
    expect([first.heard, second.heard]).toEqual([[], [text('b')]]);
  });

  it('ends when nobody waits any more, and takes nobody in from then on', async () => {
    const run = open();
    const [first, second] = [listener(), listener()];
    const answers = [first, second].map(({ controller, hear }) => run.join(controller.signal, hear));
    first.controller.abort(new AppError('CANCELLED'));
    expect([ending.aborted, overs]).toEqual([false, 0]);
    second.controller.abort(new AppError('CANCELLED'));
    expect(ending.aborted).toBe(true);
    expect(overs).toBeGreaterThan(0);
    await expect(Promise.allSettled(answers)).resolves.toMatchObject([
      { reason: { reason: 'CANCELLED' } },
      { reason: { reason: 'CANCELLED' } },
    ]);
  });

  it('fails for all when it fails, and at once for one who is gone already', async () => {
    const run = open();
    const [first, gone] = [listener(), listener()];
    const answer = run.join(first.controller.signal, first.hear);
    gone.controller.abort();
    await expect(run.join(gone.controller.signal, gone.hear)).rejects.toMatchObject({ reason: 'CANCELLED' });
    end(new AppError('MODEL_EMPTY'));
    await expect(answer).rejects.toMatchObject({ reason: 'MODEL_EMPTY' });
  });
});
