import { randomUUID } from 'node:crypto';
import { Logger } from '@nestjs/common';
import { Author, type OutboundMessage } from '#libs/contracts';
import { until } from '#libs/testing';
import { graphError } from './fake-graph.js';
import { type Notifier, NotifierStage } from './start-notifier.js';

const WINDOW_CLOSED = 131047;
const OPTED_OUT = 131050;
const UNDELIVERABLE = 131026;
const late = () => new Date(Date.now() - 1_000);

describe('the notifier is told', () => {
  const stage = new NotifierStage();
  let notifier: Notifier;
  const { graph } = stage;
  const client = () => notifier.client;

  beforeAll(async () => {
    Logger.overrideLogger(false);
    await stage.open();
    notifier = await stage.start({ REENGAGEMENT_TEMPLATE: 'come_back:pt_BR' });
  });
  afterAll(() => stage.close());
  beforeEach(() => graph.reset());

  const template = (fields: Partial<OutboundMessage> = {}) =>
    stage.text('', {
      content: { $case: 'template', value: { name: 'offer', language: 'es', bodyParameters: [] } },
      ...fields,
    });
  const templatesTo = ({ contact }: OutboundMessage) =>
    graph.attempts.filter(({ body }) => body.type === 'template' && body.to === `+${contact!.waId}`);

  describe('to cancel', () => {
    /** The first is on its way, whatever happens; the others wait behind it. */
    const queue = async (...messages: OutboundMessage[]): Promise<void> => {
      graph.plan = [{ accepts: true, answer: 'ok', delayMs: 200 }];
      await stage.send(client(), ...messages);
      await until(() => graph.attempts.length === 1);
    };

    it('what the bot has not sent yet, and lets an operator speak', async () => {
      const conversationId = randomUUID();
      const contact = stage.text('').contact!;
      const common = { conversationId, contact };
      const [first, second, human] = [
        stage.text('sending', common),
        stage.text('waiting', common),
        stage.text('Eva here', { ...common, author: Author.AUTHOR_HUMAN }),
      ];
      await queue(first, second, human);
      const { idempotencyKeys } = await client().call('cancel', { conversationId, turnId: '' });
      expect(idempotencyKeys).toEqual([second.idempotencyKey]);
      await stage.reaches(client(), human, 'accepted');
      await stage.reaches(client(), second, 'cancelled');
      expect(graph.accepted.map(({ body }) => body.text?.body)).toEqual(['sending', 'Eva here']);
    });

    it('what a stopped turn hands over afterwards', async () => {
      const [conversationId, turnId] = [randomUUID(), randomUUID()];
      await client().call('cancel', { conversationId, turnId });
      const message = stage.text('too late', { conversationId, idempotencyKey: `${turnId}:0` });
      const { outcomes } = await client().call('send', { messages: [message] });
      expect(outcomes[0]!.outcome).toMatchObject({ value: { duplicate: true } });
      const next = stage.text('next turn', { conversationId });
      await stage.send(client(), next);
      await stage.reaches(client(), next, 'accepted');
      expect(graph.attempts.map(({ body }) => body.text?.body)).toEqual(['next turn']);
    });

    it('sends what that turn hands over when it was not stopped: the control for the one above', async () => {
      const message = stage.text('in time', { idempotencyKey: `${randomUUID()}:0` });
      await stage.send(client(), message);
      await stage.reaches(client(), message, 'accepted');
    });

    it('nothing of other conversations', async () => {
      const [first, second] = [stage.text('a'), stage.text('b')];
      await client().call('cancel', { conversationId: randomUUID(), turnId: '' });
      await stage.send(client(), first, second);
      await stage.reaches(client(), second, 'accepted');
      await expect(client().call('cancel', { conversationId: '', turnId: '' })).rejects.toMatchObject({
        reason: 'INVALID_REQUEST',
      });
    });
  });

  describe('how long a message may leave', () => {
    it('and parks what comes later, inviting the person once by the template', async () => {
      const [first, second] = [
        stage.text('too late', { windowClosesAt: late() }),
        stage.text('in time', { windowClosesAt: new Date(Date.now() + 60_000) }),
      ];
      const again = stage.text('also too late', {
        windowClosesAt: late(),
        conversationId: first.conversationId,
        contact: first.contact!,
      });
      await stage.send(client(), first, second, again);
      await stage.reaches(client(), first, 'parked');
      await stage.reaches(client(), again, 'parked');
      await stage.reaches(client(), second, 'accepted');
      await until(() => templatesTo(first).length === 1);
      expect(templatesTo(first)[0]!.body).toMatchObject({
        template: { name: 'come_back', language: { code: 'pt_BR' } },
      });
      expect(await stage.parts(client(), first)).toMatchObject([{ error: 'window_closed' }]);
      expect(graph.attempts.map(({ body }) => body.text?.body)).not.toContain('too late');
    });

    it('and believes the API more than its own clock', async () => {
      graph.plan = [graphError(WINDOW_CLOSED)];
      const message = stage.text('refused', { windowClosesAt: new Date(Date.now() + 60_000) });
      await stage.send(client(), message);
      await stage.reaches(client(), message, 'parked');
      expect(await stage.parts(client(), message)).toMatchObject([{ errorCode: WINDOW_CLOSED }]);
      await until(() => templatesTo(message).length === 1);
    });

    it('and invites the person also when the refusal comes as a status', async () => {
      const message = stage.text('accepted first');
      await stage.send(client(), message);
      await stage.reaches(client(), message, 'accepted');
      const failed = stage.status(graph.accepted[0]!, 'failed', { errors: [{ code: WINDOW_CLOSED, title: 'x' }] });
      await client().call('recordStatuses', { statuses: [failed], beat: undefined });
      await stage.reaches(client(), message, 'failed');
      await until(() => templatesTo(message).length === 1);
    });

    it('and only parks where no template is configured', async () => {
      const plain = await stage.start();
      await stage.stopOne(notifier);
      notifier = plain;
      const message = stage.text('too late', { windowClosesAt: late() });
      await stage.send(client(), message);
      await stage.reaches(client(), message, 'parked');
      expect(graph.attempts).toEqual([]);
      notifier = await stage.start({ REENGAGEMENT_TEMPLATE: 'come_back:pt_BR' });
      await stage.stopOne(plain);
    });
  });

  describe('who wants no templates', () => {
    it('and sends them none until they want some again', async () => {
      const { conversationId, contact } = stage.text('');
      await client().call('recordConsent', { conversationId, optedOut: true });
      const [refused, answer] = [
        template({ conversationId, contact }),
        stage.text('you asked', { conversationId, contact }),
      ];
      await stage.send(client(), refused, answer);
      await stage.reaches(client(), refused, 'failed');
      await stage.reaches(client(), answer, 'accepted');
      expect(await stage.parts(client(), refused)).toMatchObject([{ errorCode: OPTED_OUT }]);
      expect(graph.attempts.map(({ body }) => body.type)).toEqual(['text']);
      await client().call('recordConsent', { conversationId, optedOut: false });
      const welcome = template({ conversationId, contact });
      await stage.send(client(), welcome);
      await stage.reaches(client(), welcome, 'accepted');
    });

    it('also by an answer of the API', async () => {
      const first = template();
      graph.plan = [graphError(OPTED_OUT)];
      await stage.send(client(), first);
      await stage.reaches(client(), first, 'failed');
      const second = template({ conversationId: first.conversationId, contact: first.contact! });
      await stage.send(client(), second);
      await stage.reaches(client(), second, 'failed');
      expect(graph.attempts).toHaveLength(1);
    });

    it('names them, by an answer of the API or a status, until their consent is recorded', async () => {
      const named = async () =>
        (await client().call('listOptOuts', {})).optOuts.map(({ conversationId }) => conversationId);
      const [refused, failed, other] = [template(), stage.text('late'), stage.text('fine')];
      graph.plan = [graphError(OPTED_OUT)];
      await stage.send(client(), refused);
      await stage.reaches(client(), refused, 'failed');
      await stage.send(client(), failed);
      await stage.reaches(client(), failed, 'accepted');
      const status = stage.status(graph.accepted[0]!, 'failed', { errors: [{ code: OPTED_OUT, title: 'x' }] });
      await client().call('recordStatuses', { statuses: [status], beat: undefined });
      await stage.reaches(client(), failed, 'failed');
      await stage.send(client(), other);
      await stage.reaches(client(), other, 'accepted');

      const both = [refused.conversationId, failed.conversationId];
      expect(await named()).toEqual(expect.arrayContaining(both));
      expect(await named()).not.toContain(other.conversationId);
      await client().call('recordConsent', { conversationId: both[0]!, optedOut: true });
      expect(await named()).not.toContain(both[0]);
      expect(await named()).toContain(both[1]);
    });
  });

  it('that a message cannot be delivered, and shows it without trying again', async () => {
    graph.plan = [graphError(UNDELIVERABLE)];
    const message = stage.text('nobody there');
    await stage.send(client(), message);
    await stage.reaches(client(), message, 'failed');
    expect(await stage.parts(client(), message)).toMatchObject([
      { errorCode: UNDELIVERABLE, error: '131026 recipient' },
    ]);
    expect(graph.attempts).toHaveLength(1);
  });

  describe('to erase', () => {
    const traces = async (...words: string[]) => {
      const { rows } = await stage.admin.query<{ found: number }>(
        `SELECT ((SELECT count(*) FROM outbox o WHERE o::text LIKE ANY ($1)) + (SELECT count(*) FROM status_events e WHERE e::text LIKE ANY ($1)))::int AS found`,
        [words.map((word) => `%${word}%`)],
      );
      return rows[0]!.found;
    };

    it('what was said to a person, sent or not, and knows its keys all the same', async () => {
      const sent = stage.text('my secret is marzipan');
      await stage.send(client(), sent);
      await stage.reaches(client(), sent, 'accepted');
      const failed = stage.status(graph.accepted[0]!, 'failed', {
        errors: [{ code: 1, title: 'x' }],
        rawJson: `{"recipient_id":"${sent.contact!.waId}"}`,
      });
      await client().call('recordStatuses', { statuses: [failed], beat: undefined });
      const parked = stage.text('more marzipan', {
        conversationId: sent.conversationId,
        contact: sent.contact!,
        windowClosesAt: late(),
      });
      await stage.send(client(), parked);
      await stage.reaches(client(), parked, 'parked');
      await until(() => templatesTo(sent).length === 1);
      expect(await traces('marzipan', sent.contact!.waId)).toBeGreaterThan(2);

      const { conversationId } = sent;
      expect((await client().call('eraseConversation', { conversationId })).erased).toBeGreaterThan(2);
      expect(await traces('marzipan', sent.contact!.waId)).toBe(0);
      expect((await client().call('eraseConversation', { conversationId })).erased).toBe(0);
      const { outcomes } = await client().call('send', { messages: [sent] });
      expect(outcomes[0]!.outcome).toMatchObject({ value: { duplicate: true } });
      expect(graph.accepted.filter(({ body }) => body.type === 'text')).toHaveLength(1);
    });

    it('nothing of others', async () => {
      const other = stage.text('pistachio');
      await stage.send(client(), other);
      await stage.reaches(client(), other, 'accepted');
      await client().call('eraseConversation', { conversationId: randomUUID() });
      expect(await traces('pistachio')).toBe(1);
    });
  });
});
