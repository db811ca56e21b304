import type { AcceptedSend } from './fake-graph.ts';
import { type InboundEvent, tokenOf } from './meta.ts';
import { judge } from './oracle.ts';

const inbound = (from: string, sequence: number): InboundEvent => ({
  wamid: `wamid.in-${from}-${sequence}`,
  from,
  sequence,
  text: `hola ${tokenOf({ from, sequence })}`,
  sentAt: sequence * 10,
  ackedAt: sequence * 10 + 1,
});

const answer = (opaque: string, ...events: InboundEvent[]): AcceptedSend => ({
  wamid: `wamid.out-${opaque}`,
  opaque,
  phoneNumberId: '1',
  token: 't',
  to: events[0]!.from,
  inReplyTo: events[0]!.wamid,
  text: `You said: ${events.map(tokenOf).join(' ')}`,
  bodyHash: opaque,
  body: {},
  at: 0,
});

describe(judge.name, () => {
  const [a0, a1, b0] = [inbound('1', 0), inbound('1', 1), inbound('2', 0)];
  const acked = [a0, a1, b0];

  it('finds nothing when each message has one answer, in the order of its conversation', () => {
    const accepted = [answer('x.1', a0), answer('y.1', b0), answer('z.1', a1)];
    expect(judge({ acked, accepted })).toEqual({ lost: [], doubled: [], outOfOrder: [], misdirected: [] });
  });

  it('takes one answer for all messages of a turn', () => {
    expect(judge({ acked, accepted: [answer('x.1', a0, a1), answer('y.1', b0)] })).toEqual({
      lost: [],
      doubled: [],
      outOfOrder: [],
      misdirected: [],
    });
  });

  it('names an answer that went to somebody else', () => {
    const accepted = [{ ...answer('x.1', a0), to: '2' }, answer('y.1', b0), answer('z.1', a1)];
    expect(judge({ acked, accepted }).misdirected).toHaveLength(1);
  });

  it('names an acknowledged message without an answer, unless it is excused', () => {
    const accepted = [answer('x.1', a0), answer('y.1', b0)];
    expect(judge({ acked, accepted }).lost).toEqual([expect.stringContaining(a1.wamid)]);
    expect(judge({ acked, accepted, excused: new Set([a1.wamid]) }).lost).toEqual([]);
  });

  it('names a row that was taken twice, whatever the attempt', () => {
    const accepted = [
      answer('x.1', a0),
      { ...answer('x.2', a0), bodyHash: 'other' },
      answer('y.1', b0),
      answer('z.1', a1),
    ];
    expect(judge({ acked, accepted }).doubled).toEqual(['row x']);
  });

  it('names the same text in reply to the same message from two rows', () => {
    const accepted = [
      answer('x.1', a0),
      { ...answer('w.1', a0), bodyHash: 'x.1' },
      answer('y.1', b0),
      answer('z.1', a1),
    ];
    expect(judge({ acked, accepted }).doubled).toEqual([
      expect.stringContaining('in reply to'),
      expect.stringContaining(`${a0.wamid}: x, w`),
    ]);
  });

  it('names an answer that overtook another of its conversation', () => {
    const accepted = [answer('z.1', a1), answer('x.1', a0), answer('y.1', b0)];
    expect(judge({ acked, accepted }).outOfOrder).toEqual([expect.stringContaining(a0.wamid)]);
  });

  it('knows an answer without a token by the message that it replies to', () => {
    const accepted = [{ ...answer('x.1', a0), text: 'one moment' }, answer('y.1', b0), answer('z.1', a1)];
    expect(judge({ acked, accepted }).lost).toEqual([]);
  });
});
