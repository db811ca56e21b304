import type { sendUnaryData, ServerUnaryCall, ServerWritableStream } from '@grpc/grpc-js';
import {
  AgentService,
  ClassifierService,
  type ExecuteRequest,
  type ExecuteResponse,
  Lane,
  NotifierService,
  type OutboundMessage,
  type Run,
  type RunEvent,
  type SendRequest,
  type SendResponse,
  type Turn,
  Verdict,
} from '#libs/contracts';
import { AppError } from '#libs/errors';
import { toDetail } from '#libs/grpc';
import { serveStub, type Stub } from '#libs/testing';

type Unary<Req, Res> = (call: ServerUnaryCall<Req, Res>, done: sendUnaryData<Res>) => void;
type Event = NonNullable<RunEvent['event']>;

/** The three services that an orchestrator calls: what they were asked, and what they answer. */
export class StubPeers {
  sent: OutboundMessage[] = [];
  runs: Run[] = [];
  turns: Turn[] = [];
  answer: (run: Run) => string | AppError | Event[] | Promise<string | Event[]> = (run) => `You said: ${run.task}`;
  verdict: (turn: Turn) => Partial<Verdict> = () => ({});
  private stubs: Stub[] = [];

  async start(): Promise<Record<string, string>> {
    const [notifier, classifier, agents] = [await this.notifier(), await this.classifier(), await this.agents()];
    this.stubs = [notifier, classifier, agents];
    return { NOTIFIER_URL: notifier.url, CLASSIFIER_URL: classifier.url, AGENTS_URL: agents.url };
  }

  async stop(): Promise<void> {
    await Promise.all(this.stubs.map((stub) => stub.stop()));
  }

  sentTo(conversationId: string): OutboundMessage[] {
    return this.sent.filter((message) => message.conversationId === conversationId);
  }

  /** What was said to a conversation, in order. */
  bodies(conversationId: string): string[] {
    return this.sentTo(conversationId).map(({ content }) =>
      content?.$case === 'text' || content?.$case === 'buttons' ? content.value.body : (content?.$case ?? ''),
    );
  }

  private notifier(): Promise<Stub> {
    return serveStub(NotifierService, {
      send: ((call, done) => {
        const known = new Set(this.sent.map(({ idempotencyKey }) => idempotencyKey));
        this.sent.push(...call.request.messages.filter(({ idempotencyKey }) => !known.has(idempotencyKey)));
        const outcomes = call.request.messages.map(({ idempotencyKey }) => ({
          idempotencyKey,
          outcome: { $case: 'stored' as const, value: { parts: 1, duplicate: known.has(idempotencyKey) } },
        }));
        done(null, { outcomes });
      }) satisfies Unary<SendRequest, SendResponse>,
      markRead: ((_call, done) => done(null, {})) satisfies Unary<object, object>,
      recordConsent: ((_call, done) => done(null, {})) satisfies Unary<object, object>,
      listOptOuts: ((_call, done) => done(null, { optOuts: [] })) satisfies Unary<object, object>,
    });
  }

  private classifier(): Promise<Stub> {
    return serveStub(ClassifierService, {
      classify: ((call, done) => {
        this.turns.push(...call.request.turns);
        const outcomes = call.request.turns.map((turn) => ({
          turnId: turn.turnId,
          outcome: {
            $case: 'verdict',
            value: Verdict.create({
              lane: Lane.LANE_AGENT,
              language: 'en',
              candidates: [{ agent: 'concierge', score: 1 }],
              ...this.verdict(turn),
            }),
          },
        }));
        done(null, { outcomes });
      }) satisfies Unary<{ turns: Turn[] }, object>,
    });
  }

  private agents(): Promise<Stub> {
    return serveStub(AgentService, {
      execute: (call: ServerWritableStream<ExecuteRequest, ExecuteResponse>) => {
        this.runs.push(...call.request.runs);
        const ended = call.request.runs.map(async (run) => call.write({ events: await this.eventsOf(run) }));
        void Promise.all(ended).then(() => call.end());
      },
    });
  }

  private async eventsOf(run: Run): Promise<RunEvent[]> {
    const answer = await this.answer(run);
    if (answer instanceof AppError) return [{ runId: run.runId, event: { $case: 'failed', value: toDetail(answer) } }];
    const events: Event[] = typeof answer === 'string' ? [{ $case: 'text', value: { text: answer } }] : answer;
    return [...events, { $case: 'done' as const, value: { stopReason: 'end_turn' } }].map((event) => ({
      runId: run.runId,
      event,
    }));
  }
}
