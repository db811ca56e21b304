import type { sendUnaryData, ServerUnaryCall, ServerWritableStream, UntypedHandleCall } from '@grpc/grpc-js';
import {
  Conversation,
  ConversationEvent,
  ConversationFilter,
  ConversationService,
  NotifierService,
  OutboundPart,
  Owner,
  SaidByOperator,
  SaidByPerson,
  TranscriptEntry,
  type WatchConversationsResponse,
} from '#libs/contracts';
import { AppError } from '#libs/errors';
import { type ServiceDefinition, toWire } from '#libs/grpc';
import { serveStub, type Stub } from '#libs/testing';

type Unary<Req, Res> = (call: ServerUnaryCall<Req, Res>, done: sendUnaryData<Res>) => void;
type Given = Record<string, string>;

const DAY_MS = 24 * 60 * 60 * 1_000;

/** An orchestrator and a notifier in memory, as operators see them: a spec sets the scene, and the page changes it. */
export class StubConversations {
  readonly conversations = new Map<string, Conversation>();
  readonly entries = new Map<string, TranscriptEntry[]>();
  readonly parts = new Map<string, OutboundPart>();
  /** What the page asked for, by rpc. */
  readonly calls: { rpc: string; request: Given }[] = [];
  isRefusingAnswers = false;
  private readonly watchers = new Set<ServerWritableStream<unknown, WatchConversationsResponse>>();
  private stubs: Stub[] = [];
  private count = 0;

  /** @param more what else the orchestrator serves */
  async start(
    more: { service: ServiceDefinition; handlers: Record<string, UntypedHandleCall> } = { service: {}, handlers: {} },
  ): Promise<{ ORCHESTRATOR_URL: string; NOTIFIER_URL: string }> {
    const nothing: Unary<object, object> = (_call, done) => done(null, {});
    const [orchestrator, notifier] = await Promise.all([
      serveStub(
        { ...ConversationService, ...more.service },
        {
          ...Object.fromEntries(Object.keys(ConversationService).map((rpc) => [rpc, nothing])),
          ...this.handlers(),
          ...more.handlers,
        },
      ),
      serveStub(NotifierService, {
        ...Object.fromEntries(Object.keys(NotifierService).map((rpc) => [rpc, nothing])),
        recordStatuses: ((_call, done) => done(null, { outcomes: [] })) as Unary<object, object>,
        get: (({ request }, done) =>
          done(null, {
            parts: request.idempotencyKeys.map((key) => this.parts.get(key)).filter((part) => part !== undefined),
          })) as Unary<{ idempotencyKeys: string[] }, object>,
      }),
    ]);
    this.stubs = [orchestrator, notifier];
    return { ORCHESTRATOR_URL: orchestrator.url, NOTIFIER_URL: notifier.url };
  }

  async stop(): Promise<void> {
    await Promise.all(this.stubs.map((stub) => stub.stop()));
  }

  reset(): void {
    for (const known of [this.conversations, this.entries, this.parts]) known.clear();
    this.calls.length = 0;
    this.isRefusingAnswers = false;
  }

  get watcherCount(): number {
    return this.watchers.size;
  }

  /** As a restart of the orchestrator does. */
  dropWatchers(): void {
    for (const watcher of this.watchers) watcher.emit('error', toWire(new AppError('PEER_UNAVAILABLE')));
    this.watchers.clear();
  }

  /** Puts a conversation in place and tells everybody who watches. */
  show(given: Partial<Conversation> & { id: string }): Conversation {
    const known = this.conversations.get(given.id);
    const at = new Date();
    const conversation = Conversation.create({
      phoneNumberId: '100000000000001',
      owner: Owner.OWNER_BOT,
      language: 'es',
      lastMessageAt: at,
      windowClosesAt: new Date(at.getTime() + DAY_MS),
      ...known,
      ...given,
    });
    this.conversations.set(given.id, conversation);
    for (const watcher of this.watchers) watcher.write({ conversations: [conversation] });
    return conversation;
  }

  add(conversationId: string, entry: TranscriptEntry['entry'], at = new Date()): TranscriptEntry {
    const made = TranscriptEntry.create({ id: `entry-${(this.count += 1)}`, at, entry });
    this.entries.set(conversationId, [...(this.entries.get(conversationId) ?? []), made]);
    return made;
  }

  /** Somebody writes: it is unread, and everybody sees it. */
  write(conversationId: string, text: string): void {
    this.add(conversationId, { $case: 'said', value: SaidByPerson.create({ messageId: text, kind: 'text', text }) });
    const unread = (this.conversations.get(conversationId)?.unread ?? 0) + 1;
    this.show({ id: conversationId, preview: text, unread, lastMessageAt: new Date() });
  }

  deliver(idempotencyKey: string, state: string, more: Partial<OutboundPart> = {}): void {
    this.parts.set(idempotencyKey, OutboundPart.create({ idempotencyKey, part: 0, parts: 1, state, ...more }));
  }

  private handlers(): Record<string, UntypedHandleCall> {
    const on = (rpc: string, answer: (request: Given, conversation: Conversation) => object): UntypedHandleCall =>
      ((call, done) => {
        const { request } = call;
        this.calls.push({ rpc, request });
        const conversation = this.conversations.get(request['conversationId'] ?? '');
        if ('conversationId' in request && !conversation) return done(toWire(new AppError('NOT_FOUND')));
        try {
          done(null, answer(request, conversation!));
        } catch (error) {
          done(toWire(error as AppError));
        }
      }) as Unary<Given, object>;
    return {
      listConversations: ((call, done) => done(null, this.list(call.request))) as Unary<
        { query: string; filter: ConversationFilter },
        object
      >,
      getConversation: on('getConversation', ({ conversationId }, conversation) => ({
        conversation,
        entries: this.entries.get(conversationId!) ?? [],
        previousPageToken: '',
      })),
      watchConversations: (call: ServerWritableStream<unknown, WatchConversationsResponse>) => {
        this.watchers.add(call);
        call.on('cancelled', () => this.watchers.delete(call));
      },
      takeOver: on('takeOver', ({ conversationId: id, operator }) => {
        this.add(id!, { $case: 'event', value: ConversationEvent.create({ type: 'taken_over', by: operator }) });
        return { conversation: this.show({ id: id!, owner: Owner.OWNER_HUMAN, operator }) };
      }),
      handBack: on('handBack', ({ conversationId: id, operator, note }) => {
        const event = { type: 'handed_back', by: operator, detail: note };
        this.add(id!, { $case: 'event', value: ConversationEvent.create(event) });
        return { conversation: this.show({ id: id!, owner: Owner.OWNER_BOT, operator: '', handoff: undefined }) };
      }),
      sendAsHuman: on('sendAsHuman', ({ conversationId: id, operator, text, idempotencyKey }) => {
        if (this.isRefusingAnswers) throw new AppError('CONVERSATION_TAKEN');
        this.deliver(`human:${idempotencyKey}`, 'sent');
        const value = SaidByOperator.create({ idempotencyKey: `human:${idempotencyKey}`, operator, text });
        return { entry: this.add(id!, { $case: 'answered', value }) };
      }),
      markSeen: on('markSeen', ({ conversationId: id }) => {
        this.show({ id: id!, unread: 0 });
        return {};
      }),
      erase: on('erase', ({ conversationId: id }) => {
        this.conversations.delete(id!);
        return { erased: 12 };
      }),
      replayTurns: on('replayTurns', (request) => ({ replayedTurnIds: request['turnIds'] })),
    };
  }

  private list({ query, filter }: { query: string; filter: ConversationFilter }): object {
    const matches = ({ contactName, waId, preview, unread, owner, hasSetAside }: Conversation): boolean =>
      `${contactName} ${waId} ${preview}`.toLowerCase().includes(query.toLowerCase()) &&
      (filter !== ConversationFilter.CONVERSATION_FILTER_UNREAD || unread > 0) &&
      (filter !== ConversationFilter.CONVERSATION_FILTER_WAITING || owner === Owner.OWNER_WAITING) &&
      (filter !== ConversationFilter.CONVERSATION_FILTER_HUMAN || owner === Owner.OWNER_HUMAN) &&
      (filter !== ConversationFilter.CONVERSATION_FILTER_SET_ASIDE || hasSetAside);
    const found = [...this.conversations.values()].filter(matches);
    found.sort((a, b) => Number(b.lastMessageAt) - Number(a.lastMessageAt));
    return { conversations: found, nextPageToken: '' };
  }
}
