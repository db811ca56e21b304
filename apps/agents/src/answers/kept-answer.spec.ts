import { AnswerCollector, type Event, replay, toKeptAnswer } from './kept-answer.js';

const started: Event = { $case: 'started', value: { model: 'own' } };
const text = (value: string): Event => ({ $case: 'text', value: { text: value } });
const done = (stopReason = 'end_turn'): Event => ({ $case: 'done', value: { stopReason } });
const tool = (status: string): Event => ({ $case: 'tool', value: { name: 'find_places', status, durationMs: 1 } });
const part: Event = {
  $case: 'part',
  value: {
    content: {
      $case: 'buttons',
      value: { body: 'x', choices: [{ id: 'command:human', title: 'y', description: '' }] },
    },
  },
};

describe(AnswerCollector.name, () => {
  const keep = (events: Event[], ttlMs = 60_000, goodForMs?: number) => {
    const collector = new AnswerCollector((model) => model === 'stand-in');
    events.forEach((event) => collector.add(event));
    collector.note({ content: {}, ...(goodForMs !== undefined && { goodForMs }) });
    return collector.entry(ttlMs, 1_000);
  };

  it('keeps what a person sees, and gives it again at no cost', () => {
    const entry = keep([started, tool('ok'), text('Abrimos '), text('a las 8.'), part, done()])!;
    expect(entry.goodUntil).toBe(61_000);
    const stored: unknown = JSON.parse(JSON.stringify(entry));
    expect([...replay(toKeptAnswer(stored)!)]).toMatchObject([
      started,
      text('Abrimos a las 8.'),
      part,
      { $case: 'usage', value: { inputTokens: 0, costMicros: '0', fromCache: true } },
      done(),
    ]);
  });

  it('keeps it no longer than a tool says that it is true', () => {
    expect(keep([started, text('x'), done()], 60_000, 5_000)?.goodUntil).toBe(6_000);
    expect(keep([started, text('x'), done()], 60_000, 999)).toBeUndefined();
  });

  it.each<[string, Event[]]>([
    ['half an answer', [started, text('x')]],
    ['one that was cut', [started, text('x'), done('max_tokens')]],
    ['one without words', [started, text(' '), part, done()]],
    ['one that is very long', [started, text('x'.repeat(20_001)), done()]],
    ['one that lacks what a tool did not say', [started, tool('failed'), text('x'), done()]],
    ['the words of another model', [{ $case: 'started', value: { model: 'stand-in' } }, text('x'), done()]],
    [
      'what changes the conversation',
      [started, text('x'), { $case: 'slots', value: { slotsJson: '{}', phase: '', openQuestion: '' } }, done()],
    ],
    [
      'a request for a person',
      [started, text('x'), { $case: 'escalation', value: { reason: 'asked', summary: '', priority: 'low' } }, done()],
    ],
  ])('does not keep %s', (_, events) => expect(keep(events)).toBeUndefined());

  it.each([null, 'x', {}, { goodUntil: 'soon', events: [] }])('reads %j as nothing', (value) =>
    expect(toKeptAnswer(value)).toBeUndefined(),
  );
});
