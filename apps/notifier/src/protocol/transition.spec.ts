import { sendEvents, type SendEvent, sendStates, transition } from './transition.js';
import { statusEvents } from '../statuses/to-news.js';

const from = (event: SendEvent) => sendStates.filter((state) => transition(state, event) !== state);

describe(transition, () => {
  it.each<[SendEvent, string, string]>([
    ['claimed', 'pending', 'sending'],
    ['not_sent', 'sending unknown', 'pending'],
    ['deferred', 'sending unknown', 'pending'],
    ['ambiguous', 'sending', 'unknown'],
    ['lapsed', 'sending', 'unknown'],
    ['resent', 'unknown', 'pending'],
    ['parked', 'unknown', 'parked'],
    ['cancelled', 'pending', 'cancelled'],
    ['accepted', 'pending sending unknown parked', 'accepted'],
    ['refused', 'pending sending unknown parked', 'failed'],
    ['malformed', 'pending sending unknown parked', 'set_aside'],
    ['withheld', 'pending sending unknown', 'parked'],
    ['status_sent', 'pending sending unknown parked accepted cancelled set_aside', 'sent'],
    ['status_delivered', 'pending sending unknown parked accepted sent failed cancelled set_aside', 'delivered'],
    ['status_read', 'pending sending unknown parked accepted sent delivered failed cancelled set_aside', 'read'],
    ['status_failed', 'pending sending unknown parked accepted sent cancelled set_aside', 'failed'],
  ])('%s leads from %s to %s and changes nothing else', (event, states, to) => {
    expect(from(event).join(' ')).toBe(states);
    for (const state of from(event)) expect(transition(state, event)).toBe(to);
  });

  it('has no timer that makes a message due again: only proof and the gate do', () => {
    expect(sendEvents.filter((event) => transition('sending', event) === 'pending')).toEqual(['deferred', 'not_sent']);
    expect(sendEvents.filter((event) => transition('unknown', event) === 'pending')).toEqual([
      'deferred',
      'not_sent',
      'resent',
    ]);
    expect(sendEvents.filter((event) => transition('parked', event) === 'pending')).toEqual([]);
  });

  it('comes to the same end by the strongest status as by all of them in any order', () => {
    const orders = statusEvents.flatMap((first) =>
      statusEvents.flatMap((second) => statusEvents.map((third) => [first, second, third])),
    );
    for (const state of sendStates) {
      for (const order of orders) {
        const strongest = statusEvents.findLast((event) => order.includes(event))!;
        expect(order.reduce(transition, state)).toBe(transition(state, strongest));
      }
    }
  });

  it('never goes back from what a person has received', () => {
    for (const event of sendEvents) {
      expect(['delivered', 'read']).toContain(transition('delivered', event));
      expect(transition('read', event)).toBe('read');
    }
  });
});
