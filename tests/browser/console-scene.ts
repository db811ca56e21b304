import { ConversationEvent, Handoff, Owner, SaidByBot, SaidByPerson, ToolRecord, TurnRecord } from '#libs/contracts';
import type { StubConversations } from './stub-conversations.js';

const MINUTE_MS = 60_000;
const ago = (minutes: number): Date => new Date(Date.now() - minutes * MINUTE_MS);

/** Conversations in every state that operators meet. */
export function setScene(stub: StubConversations): void {
  const said = (id: string, minutes: number, text: string, more: Partial<SaidByPerson> = {}) =>
    stub.add(
      id,
      { $case: 'said', value: SaidByPerson.create({ messageId: `${id}-${minutes}`, kind: 'text', text, ...more }) },
      ago(minutes),
    );
  const turn = (id: string, minutes: number, replies: Partial<SaidByBot>[], more: Partial<TurnRecord> = {}) =>
    stub.add(
      id,
      {
        $case: 'turn',
        value: TurnRecord.create({
          turnId: `turn-${id}-${minutes}`,
          stage: 'done',
          intent: 'information',
          lane: 'information',
          agent: 'concierge',
          source: 'model',
          confidence: 'high',
          model: 'claude-haiku-5-5',
          inputTokens: 1_840,
          outputTokens: 96,
          cacheReadTokens: 1_536,
          costMicros: '1410',
          attempts: 1,
          replies: replies.map((reply, index) =>
            SaidByBot.create({ idempotencyKey: `turn-${id}-${minutes}:${index}`, kind: 'text', ...reply }),
          ),
          ...more,
        }),
      },
      ago(minutes),
    );

  stub.show({
    id: 'quiet',
    contactName: '',
    waId: '5215550001122',
    preview: 'ok, gracias 🙏',
    lastMessageAt: ago(60 * 30),
    windowClosesAt: ago(60 * 6),
  });
  said('quiet', 60 * 30, 'ok, gracias 🙏');
  stub.show({
    id: 'stopped',
    contactName: 'Rui Tavares',
    waId: '351912000333',
    language: 'pt',
    preview: 'STOP',
    isOptedOut: true,
    lastMessageAt: ago(60 * 5),
  });
  said('stopped', 60 * 5, 'STOP');
  stub.show({
    id: 'broken',
    contactName: 'Hugo Prieto',
    waId: '34600111222',
    preview: '¿Tenéis talla 44?',
    hasSetAside: true,
    lastMessageAt: ago(48),
  });
  said('broken', 48, '¿Tenéis talla 44?');
  turn('broken', 48, [], {
    stage: 'set_aside',
    error: 'MODEL_UNAVAILABLE',
    attempts: 4,
    intent: 'commerce',
    lane: 'commerce',
    agent: 'commerce',
    costMicros: '0',
    inputTokens: 0,
    outputTokens: 0,
  });
  stub.show({
    id: 'waiting',
    contactName: 'Lucía Fernández',
    waId: '34655987123',
    preview: 'Quiero hablar con una persona, por favor',
    unread: 2,
    lastMessageAt: ago(6),
    owner: Owner.OWNER_WAITING,
    agent: 'support',
    windowClosesAt: new Date(Date.now() + 95 * MINUTE_MS),
    handoff: Handoff.create({
      reason: 'asked',
      summary: 'Pedido 1042: llegó roto y ya pidió el reembolso dos veces. Quiere saber cuándo recibe el dinero.',
      priority: 'high',
      requestedAt: ago(6),
    }),
  });
  said('waiting', 60 * 26, 'Hola! mi pedido 1042 llegó roto');
  turn('waiting', 60 * 26 - 1, [{ text: 'Lo siento mucho, Lucía. ¿Me mandas una foto para abrir el caso?' }], {
    intent: 'support',
    lane: 'support',
    agent: 'support',
    source: 'retrieval',
    tools: [ToolRecord.create({ name: 'find_order', status: 'ok', durationMs: 41 })],
  });
  stub.deliver(`turn-waiting-${60 * 26 - 1}:0`, 'read');
  said('waiting', 14, 'La caja, por dentro', { kind: 'image' });
  turn(
    'waiting',
    13,
    [
      {
        text: 'Gracias. He abierto el caso T-208. ¿Prefieres reembolso o cambio?',
        kind: 'buttons',
        choices: ['Reembolso', 'Cambio'],
      },
    ],
    {
      intent: 'support',
      lane: 'support',
      agent: 'support',
      tools: [
        ToolRecord.create({ name: 'open_ticket', status: 'ok', durationMs: 63 }),
        ToolRecord.create({ name: 'refund_order', status: 'refused', durationMs: 12 }),
      ],
    },
  );
  stub.deliver('turn-waiting-13:0', 'delivered');
  said('waiting', 8, '', { kind: 'voice' });
  turn('waiting', 7, [{ text: 'Tu reembolso está en revisión.' }], {
    intent: 'support',
    lane: 'support',
    agent: 'support',
  });
  stub.deliver('turn-waiting-7:0', 'failed', { errorCode: 131026, error: 'Message undeliverable' });
  said('waiting', 6, 'Quiero hablar con una persona, por favor');
  stub.add('waiting', { $case: 'event', value: ConversationEvent.create({ type: 'human_requested' }) }, ago(6));
  stub.show({
    id: 'colleague',
    contactName: 'Beatriz Lima',
    waId: '5511987654321',
    language: 'pt',
    preview: 'Perfeito, obrigada!',
    owner: Owner.OWNER_HUMAN,
    operator: 'Tomás',
    lastMessageAt: ago(21),
  });
  said('colleague', 21, 'Perfeito, obrigada!');
  stub.show({
    id: 'shop',
    contactName: 'Ana Torres',
    waId: '34611222333',
    preview: '¿A qué hora abren mañana?',
    unread: 1,
    lastMessageAt: ago(1),
    agent: 'concierge',
  });
  said('shop', 2, '¿A qué hora abren mañana?');
  turn('shop', 1, [{ text: 'Mañana abrimos de 9:00 a 20:00. ¿Te ayudo con algo más?' }]);
  stub.deliver('turn-shop-1:0', 'read');
}
