import { Disposition } from '#libs/contracts';
import { textMessage, webhookOf } from '#libs/testing';
import { parseWebhook } from './parse-webhook.js';

const receivedAtMs = Date.UTC(2026, 10, 20, 12);
const timestamp = `${receivedAtMs / 1_000}`;
const metadata = { phone_number_id: '100' };
const parse = (field: string, value: Record<string, unknown>, ownNumbers = new Set<string>()) =>
  parseWebhook(Buffer.from(JSON.stringify(webhookOf([{ field, value }]))), {
    receivedAtMs,
    traceparent: 't',
    ownNumbers,
  });
const handover = (members: Record<string, unknown> = {}) => ({
  messaging_product: 'whatsapp',
  sender: { phone_number: '5511990000001' },
  recipient: { phone_number_id: '990000000000001', display_phone_number: '551100' },
  type: 'control_passed',
  timestamp,
  control_passed: { previous_owner_role: 'ai_agent', new_owner_role: 'escalation', metadata: 'ai_agent says hello' },
  ...members,
});
const only = (...args: Parameters<typeof parse>) => parse(...args).messages[0]?.value;

describe('a handover', () => {
  it('gives us the thread when it is passed to our role, whatever its text says', () => {
    expect(only('messaging_handovers', handover())).toMatchObject({
      contact: { phoneNumberId: '990000000000001', waId: '5511990000001' },
      content: { $case: 'handover', value: { event: 'given' } },
    });
  });

  it.each([
    { type: 'control_taken', control_passed: undefined, control_taken: { new_owner_role: 'escalation' } },
    { control_passed: { previous_owner_role: 'escalation', new_owner_role: 'ai_agent' } },
  ])('takes it from us with %j', (members) => {
    expect(only('messaging_handovers', handover(members))?.content).toEqual({
      $case: 'handover',
      value: { event: 'taken' },
    });
  });

  it('has an id of its own, so that a repetition is a duplicate and the next event is none', () => {
    const id = (members = {}) => only('messaging_handovers', handover(members))?.id;
    expect(id()).toBe(id());
    expect(id({ timestamp: `${Number(timestamp) - 1}` })).not.toBe(id());
  });

  it.each([
    [{ sender: {} }, 'NO_IDENTITY'],
    [{ sender: 'x' }, 'MALFORMED'],
    [{ type: 'control_lost' }, 'MALFORMED'],
    [{ timestamp: '1' }, 'STALE_EVENT'],
    [{ recipient: { phone_number_id: '7' } }, 'UNKNOWN_NUMBER'],
  ])('is set aside with %j', (members, reason) => {
    const { messages, quarantined } = parse('messaging_handovers', handover(members), new Set(['990000000000001']));
    expect(messages).toEqual([]);
    expect(quarantined).toMatchObject([{ reason }]);
  });
});

describe('standby', () => {
  const message = textMessage('A', { timestamp });

  it.each([
    ['nested', { metadata, standby: { messages: [message] } }],
    ['flat', { metadata, messages: [message] }],
  ])('is recorded as something that nobody of us answers: %s', (_, value) => {
    expect(only('standby', value)).toMatchObject({ id: 'wamid.A', disposition: Disposition.DISPOSITION_STANDBY });
  });

  it('keeps what others wrote or sent whole', () => {
    const { messages, quarantined } = parse('standby', { metadata, standby: { message_echoes: [{ id: 'wamid.E' }] } });
    expect(messages).toEqual([]);
    expect(quarantined).toMatchObject([{ reason: 'NOT_HANDLED' }]);
  });
});

describe('an echo of the Business app', () => {
  it.each([{ to: '5511990000001' }, { message: { to: '+5511990000001', type: 'text' } }])(
    'takes the thread: %j',
    (members) => {
      const echo = { id: 'wamid.E', timestamp, text: { body: 'I am on it' }, ...members };
      const said = only('smb_message_echoes', { metadata, message_echoes: [echo] });
      expect(said).toMatchObject({ contact: { waId: '5511990000001' }, content: { value: { event: 'taken' } } });
      expect(said?.rawJson).not.toContain('on it');
    },
  );
});

describe('a preference', () => {
  const preference = (members: Record<string, unknown> = {}) => ({
    metadata,
    user_preferences: [
      {
        wa_id: '5511990000001',
        detail: 'x',
        category: 'marketing_messages',
        value: 'stop',
        timestamp: Number(timestamp),
        ...members,
      },
    ],
  });

  it.each([
    ['stop', 'stop'],
    ['resume', 'resume'],
    ['signup', 'resume'],
  ])('says %s as %s', (value, expected) => {
    expect(only('user_preferences', preference({ value }))?.content).toEqual({
      $case: 'preference',
      value: { value: expected, category: 'marketing_messages' },
    });
  });

  it.each([
    [{ value: 'perhaps' }, 'MALFORMED'],
    [{ wa_id: '' }, 'NO_IDENTITY'],
  ])('is set aside with %j, and parses again from there', (members, reason) => {
    const { quarantined } = parse('user_preferences', preference(members));
    expect(quarantined).toMatchObject([{ kind: 'preference', reason }]);
    const again = parseWebhook(quarantined[0]!.raw, { receivedAtMs, traceparent: 't', ownNumbers: new Set() });
    expect(again.quarantined).toMatchObject([{ kind: 'preference', reason }]);
  });
});
