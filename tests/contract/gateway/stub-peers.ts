import type { sendUnaryData, ServerUnaryCall } from '@grpc/grpc-js';
import {
  type AcceptMessagesRequest,
  type AcceptMessagesResponse,
  ConversationService,
  type DeliveryStatus,
  type InboundMessage,
  type IntakeBeat,
  NotifierService,
  type RecordStatusesRequest,
  type RecordStatusesResponse,
} from '#libs/contracts';
import { AppError, type Reason } from '#libs/errors';
import { toDetail, toWire } from '#libs/grpc';
import { serveStub, type Stub } from '#libs/testing';

type Unary<Req, Res> = (call: ServerUnaryCall<Req, Res>, done: sendUnaryData<Res>) => void;
/** `silent` never answers. */
type Mood = 'well' | 'silent' | Reason;

const unused: Unary<object, object> = (_call, done) => done(toWire(new AppError('NOT_FOUND')));

/** Orchestrator and notifier as the gateway sees them: they keep what they get, once, and answer as a spec wants. */
export class StubPeers {
  readonly messages = new Map<string, InboundMessage>();
  readonly statuses: DeliveryStatus[] = [];
  readonly beats: IntakeBeat[] = [];
  readonly calls = { acceptMessages: 0, recordStatuses: 0 };
  /** Of the whole call. */
  orchestrator: Mood = 'well';
  notifier: Mood = 'well';
  /** Why an item is refused, by its id; others are taken. */
  refuses = new Map<string, Reason>();
  private stubs: Stub[] = [];

  async start(): Promise<{ ORCHESTRATOR_URL: string; NOTIFIER_URL: string }> {
    const [orchestrator, notifier] = await Promise.all([
      serveStub(ConversationService, {
        acceptMessages: this.acceptMessages,
        listSetAside: unused,
        replayTurns: unused,
      }),
      serveStub(NotifierService, { send: unused, markRead: unused, recordStatuses: this.recordStatuses, get: unused }),
    ]);
    this.stubs = [orchestrator, notifier];
    return { ORCHESTRATOR_URL: orchestrator.url, NOTIFIER_URL: notifier.url };
  }

  async stop(): Promise<void> {
    await Promise.all(this.stubs.map((stub) => stub.stop()));
  }

  /** Forgets what came and is well again. */
  reset(): void {
    this.messages.clear();
    this.statuses.length = 0;
    this.beats.length = 0;
    this.refuses.clear();
    Object.assign(this.calls, { acceptMessages: 0, recordStatuses: 0 });
    this.orchestrator = 'well';
    this.notifier = 'well';
  }

  private readonly acceptMessages: Unary<AcceptMessagesRequest, AcceptMessagesResponse> = ({ request }, done) => {
    this.calls.acceptMessages += 1;
    if (this.orchestrator === 'silent') return;
    if (this.orchestrator !== 'well') return done(toWire(new AppError(this.orchestrator)));
    const outcomes = request.messages.map((message): AcceptMessagesResponse['outcomes'][number] => {
      const reason = this.refuses.get(message.id);
      const messageId = message.id;
      if (reason) return { messageId, outcome: { $case: 'error', value: toDetail(new AppError(reason)) } };
      const key = `${message.contact?.phoneNumberId} ${message.id}`;
      const duplicate = this.messages.has(key);
      if (!duplicate) this.messages.set(key, message);
      return { messageId, outcome: { $case: 'accepted', value: { conversationId: 'c', duplicate } } };
    });
    done(null, { outcomes });
  };

  private readonly recordStatuses: Unary<RecordStatusesRequest, RecordStatusesResponse> = ({ request }, done) => {
    this.calls.recordStatuses += 1;
    if (this.notifier === 'silent') return;
    if (this.notifier !== 'well') return done(toWire(new AppError(this.notifier)));
    if (request.beat) this.beats.push(request.beat);
    const taken = request.statuses.filter(({ messageId }) => !this.refuses.has(messageId));
    this.statuses.push(...taken);
    const outcomes = request.statuses.map(({ messageId }) => ({
      messageId,
      reason: this.refuses.get(messageId) ?? '',
    }));
    done(null, { outcomes });
  };
}
