import type { sendUnaryData, ServerUnaryCall, ServerWritableStream } from '@grpc/grpc-js';
import {
  AgentService,
  ClassifierService,
  type ExecuteRequest,
  type ExecuteResponse,
  Lane,
  NotifierService,
  type OptOut,
  type OutboundMessage,
  type Run,
  type SendRequest,
  type SendResponse,
  Verdict,
} from '#libs/contracts';
import { AppError } from '#libs/errors';
import { toDetail } from '#libs/grpc';
import { serveStub, type Stub } from '#libs/testing';

type Unary<Req, Res> = (call: ServerUnaryCall<Req, Res>, done: sendUnaryData<Res>) => void;

/** Peers that remember what they were asked. The notifier refuses keys of stopped turns as the real one does. */
export class ConversationPeers {
  sent: OutboundMessage[] = [];
  runs: Run[] = [];
  cancelled: { conversationId: string; turnId: string }[] = [];
  consents: { conversationId: string; optedOut: boolean }[] = [];
  /** Whom WhatsApp has refused messages for, until it is recorded. */
  optOuts: OptOut[] = [];
  /** Records that fail before they are made. */
  failingRecords = 0;
  erasedContacts: string[] = [];
  erasedConversations: string[] = [];
  isAgentsEraseDown = false;
  answer: (run: Run) => string | AppError | Promise<string> = (run) => `You said: ${run.task}`;
  private stubs: Stub[] = [];

  async start() {
    const notifier = await serveStub(NotifierService, {
      send: ((call, done) => {
        const isKnown = (key: string) =>
          this.sent.some(({ idempotencyKey }) => idempotencyKey === key) ||
          this.cancelled.some(({ turnId }) => turnId !== '' && key.startsWith(`${turnId}:`));
        const outcomes = call.request.messages.map((message) => {
          const duplicate = isKnown(message.idempotencyKey);
          if (!duplicate) this.sent.push(message);
          return {
            idempotencyKey: message.idempotencyKey,
            outcome: { $case: 'stored' as const, value: { parts: 1, duplicate } },
          };
        });
        done(null, { outcomes });
      }) satisfies Unary<SendRequest, SendResponse>,
      markRead: ((_call, done) => done(null, {})) satisfies Unary<object, object>,
      findSent: ((_call, done) => done(null, { messages: [] })) satisfies Unary<object, object>,
      cancel: ((call, done) => {
        this.cancelled.push(call.request);
        done(null, { idempotencyKeys: [] });
      }) satisfies Unary<{ conversationId: string; turnId: string }, object>,
      recordConsent: ((call, done) => {
        if ((this.failingRecords -= 1) >= 0) return done({ code: 13, details: 'broken' });
        this.consents.push(call.request);
        this.optOuts = this.optOuts.filter(({ conversationId }) => conversationId !== call.request.conversationId);
        done(null, {});
      }) satisfies Unary<{ conversationId: string; optedOut: boolean }, object>,
      listOptOuts: ((_call, done) => done(null, { optOuts: this.optOuts })) satisfies Unary<object, object>,
      eraseConversation: ((call, done) => {
        this.erasedConversations.push(call.request.conversationId);
        done(null, { erased: 1 });
      }) satisfies Unary<{ conversationId: string }, object>,
    });
    const classifier = await serveStub(ClassifierService, {
      classify: ((call, done) => {
        const outcomes = call.request.turns.map(({ turnId, text }) => ({
          turnId,
          outcome: { $case: 'verdict', value: verdictOn(text) },
        }));
        done(null, { outcomes });
      }) satisfies Unary<{ turns: { turnId: string; text: string }[] }, object>,
    });
    const agents = await serveStub(AgentService, {
      execute: (call: ServerWritableStream<ExecuteRequest, ExecuteResponse>) => {
        this.runs.push(...call.request.runs);
        void Promise.all(
          call.request.runs.map(async (run) => {
            const answer = await this.answer(run);
            const events: ExecuteResponse['events'] =
              answer instanceof AppError
                ? [{ runId: run.runId, event: { $case: 'failed', value: toDetail(answer) } }]
                : [
                    { runId: run.runId, event: { $case: 'text', value: { text: answer } } },
                    { runId: run.runId, event: { $case: 'done', value: { stopReason: 'end_turn' } } },
                  ];
            call.write({ events });
          }),
        ).then(() => call.end());
      },
      eraseContact: ((call, done) => {
        if (this.isAgentsEraseDown) return done({ code: 13, details: 'broken' });
        this.erasedContacts.push(call.request.contactId);
        done(null, { erased: 2 });
      }) satisfies Unary<{ contactId: string }, object>,
    });
    this.stubs = [notifier, classifier, agents];
    return { NOTIFIER_URL: notifier.url, CLASSIFIER_URL: classifier.url, AGENTS_URL: agents.url };
  }

  bodies(conversationId: string): string[] {
    return this.sent
      .filter((message) => message.conversationId === conversationId)
      .map(({ content }) => (content?.$case === 'text' || content?.$case === 'buttons' ? content.value.body : ''));
  }

  stop = () => Promise.all(this.stubs.map((stub) => stub.stop()));
}

const verdictOn = (text: string): Verdict =>
  Verdict.create({
    lane: text === '/human' ? Lane.LANE_FIXED : Lane.LANE_AGENT,
    command: text === '/human' ? 'human' : '',
    language: 'en',
    candidates: [{ agent: 'concierge', score: 1 }],
  });
