import { continueTrace, traceIdOf } from './traceparent.js';

const traceId = '4bf92f3577b34da6a3ce929d0e0e4736';
const spanId = '00f067aa0ba902b7';

describe(continueTrace, () => {
  it.each([`00-${traceId}-${spanId}-00`, `00-${traceId}-${spanId}-01`, `00-${traceId}-${spanId}-ff`])(
    'goes on with %s',
    (received) => {
      expect(continueTrace(received)).toBe(received);
    },
  );

  it.each([
    ['nothing', undefined],
    ['an empty header', ''],
    ['another version', `01-${traceId}-${spanId}-01`],
    ['the forbidden version', `ff-${traceId}-${spanId}-01`],
    ['capital letters', `00-${traceId.toUpperCase()}-${spanId}-01`],
    ['a trace id of zeros', `00-${'0'.repeat(32)}-${spanId}-01`],
    ['a span id of zeros', `00-${traceId}-${'0'.repeat(16)}-01`],
    ['a short trace id', `00-${traceId.slice(1)}-${spanId}-01`],
    ['a long span id', `00-${traceId}-${spanId}0-01`],
    ['a letter that is no hexadecimal digit', `00-${traceId}-g${spanId.slice(1)}-01`],
    ['no flags', `00-${traceId}-${spanId}`],
    ['more parts than the version has', `00-${traceId}-${spanId}-01-more`],
    ['a line feed behind', `00-${traceId}-${spanId}-01\n`],
    ['two of them', `00-${traceId}-${spanId}-01,00-${traceId}-${spanId}-01`],
  ])('begins a trace of its own for %s', (_, received) => {
    const begun = continueTrace(received);
    expect(begun).toMatch(/^00-[0-9a-f]{32}-[0-9a-f]{16}-00$/);
    expect(traceIdOf(begun)).not.toBe(traceId);
    expect(continueTrace(begun)).toBe(begun);
  });

  it('begins a different one each time', () => {
    expect(continueTrace()).not.toBe(continueTrace());
  });
});

describe(traceIdOf, () => {
  it('is the part that all spans of a trace share', () => {
    expect(traceIdOf(`00-${traceId}-${spanId}-01`)).toBe(traceId);
  });
});
