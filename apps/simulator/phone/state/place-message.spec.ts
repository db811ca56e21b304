import { describe, expect, it } from '@jest/globals';
import { dayOf, placeMessage } from './place-message.js';
import type { ChatMessage } from './phone-state.js';

/** In this device's time zone, which is what people see. */
const at = (day: number, hour: number, minute = 0) => new Date(2026, 10, day, hour, minute).toISOString();
const message = (time: string, direction: 'in' | 'out' = 'in'): ChatMessage => ({
  id: time,
  key: time,
  kind: 'text',
  state: 'read',
  direction,
  at: time,
});

describe(placeMessage, () => {
  it('starts a day and a group with the first message', () => {
    expect(placeMessage(message(at(20, 9)), undefined)).toEqual({ startsDay: true, startsGroup: true });
  });

  it('keeps messages of one sender together', () => {
    expect(placeMessage(message(at(20, 9, 1)), message(at(20, 9)))).toEqual({ startsDay: false, startsGroup: false });
  });

  it('starts a group with the other side, and after a pause', () => {
    expect(placeMessage(message(at(20, 9, 1), 'out'), message(at(20, 9))).startsGroup).toBe(true);
    expect(placeMessage(message(at(20, 9, 11)), message(at(20, 9))).startsGroup).toBe(true);
  });

  it('starts a day at midnight here, even one minute later', () => {
    expect(placeMessage(message(at(21, 0)), message(at(20, 23, 59))).startsDay).toBe(true);
    expect(placeMessage(message(at(20, 23, 59)), message(at(20, 0))).startsDay).toBe(false);
  });
});

describe(dayOf, () => {
  it('tells equal days of different months and years apart', () => {
    const days = [new Date(2026, 0, 11), new Date(2026, 1, 11), new Date(2027, 0, 11), new Date(2026, 0, 12)];
    expect(new Set(days.map(dayOf)).size).toBe(4);
  });
});
