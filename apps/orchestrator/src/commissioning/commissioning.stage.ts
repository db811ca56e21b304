import { randomUUID } from 'node:crypto';
import type { sendUnaryData, ServerUnaryCall } from '@grpc/grpc-js';
import {
  Contact,
  type FindSentRequest,
  type FindSentResponse,
  Intent,
  NotifierService,
  type OutboundMessage,
  type PublishSiteRequest,
  Verdict,
} from '#libs/contracts';
import { Lifecycle } from '#libs/health';
import { readConfig } from '#libs/config';
import { serveStub } from '#libs/testing';
import { Lease } from '#libs/work';
import type { Answer, Question } from '../answering/question.js';
import { BuildsStage, type Replica, workflowOf, phase } from '../builds/builds.stage.js';
import { type QuotedMessage, Quotes } from '../building/quotes.service.js';
import { newSession } from '../conversations/state/session-builder.js';
import type { Session } from '../conversations/state/session.schema.js';
import { orchestratorConfig, type OrchestratorConfig } from '../orchestrator.config.js';
import type { ChangeWish, RoutedChange } from '../phases/changes/change-router.service.js';
import { Budgets } from '../phases/budgets/budgets.service.js';
import { BuildResumes } from '../phases/budgets/build-resumes.service.js';
import { BuildMessagesRepository } from '../reporting/build-messages.repository.js';
import { BuildMessagesWorker } from '../reporting/build-messages.worker.js';
import { BuildReporter } from '../reporting/build-reporter.service.js';
import { PastDurations } from '../reporting/past-durations.service.js';
import { StandingsRepository } from '../reporting/standings.repository.js';
import { UnfinishedSitesRepository } from '../reporting/unfinished/unfinished-sites.repository.js';
import { UnfinishedSites } from '../reporting/unfinished/unfinished-sites.service.js';
import type { TurnRow } from '../turns/turn-row.js';
import { BuildContinuations } from './build-continuations.service.js';
import { BuildDesk } from './build-desk.service.js';
import { BuildOrders } from './build-orders.service.js';
import { BuildStops } from './build-stops.service.js';
import { BuildWishes } from './build-wishes.service.js';

/** plan → pages → deploy, by agents that people have words for. */
export const site = workflowOf(
  phase('plan', [], { agent: 'planner' }),
  phase('pages', ['plan'], { agent: 'frontend' }),
  phase('deploy', ['pages'], { agent: 'devops', effect: 'external' }),
);

/** What a person sends, as far as it differs from any other turn. */
export interface Said {
  intent?: Intent;
  command?: string;
  text?: string;
  turnId?: string;
  attempt?: number;
  ageMs?: number;
  language?: string;
  replyId?: string;
  quotedBuild?: string;
  session?: Partial<Session>;
}

/** A person who has things built, beside an engine whose phases do what a spec says. */
export class CommissioningStage {
  readonly builds = new BuildsStage();
  readonly sent: OutboundMessage[] = [];
  /** Sites that no phase has published. */
  readonly published: PublishSiteRequest[] = [];
  /** What the notifier throws, while it is away. */
  failure: Error | undefined;
  replica!: Replica;
  desk!: BuildDesk;
  reporter!: BuildReporter;
  routed: RoutedChange = { policy: 'merge', targets: ['pages'], summary: 'It becomes blue' };
  readonly wishes: ChangeWish[] = [];
  private readonly workers: BuildMessagesWorker[] = [];

  open = (): Promise<void> => this.builds.open();

  async reset(env: Record<string, string> = {}): Promise<void> {
    await Promise.all(this.workers.splice(0).map((worker) => worker.onApplicationShutdown()));
    await this.builds.reset();
    await this.builds.sql('TRUNCATE build_messages, build_budgets, unfinished_sites');
    this.sent.length = 0;
    this.published.length = 0;
    this.wishes.length = 0;
    this.failure = undefined;
    this.routed = { policy: 'merge', targets: ['pages'], summary: 'It becomes blue' };
    this.replica = await this.builds.start(env);
    const { engine, database } = this.replica;
    const standings = new StandingsRepository(database);
    const durations = new PastDurations(database);
    const router = {
      route: async (wish: ChangeWish) => {
        this.wishes.push(wish);
        return this.routed;
      },
    };
    const library = { get: () => site };
    const resumes = new BuildResumes(engine, new Budgets(database, this.configOf(env)));
    this.desk = new BuildDesk(
      standings,
      new BuildOrders(engine, library, durations),
      new BuildWishes(engine, router, standings, durations),
      new BuildStops(engine, standings, durations, this.newUnfinished()),
      new BuildContinuations(standings, resumes, durations),
    );
    this.reporter = this.newReporter();
  }

  async close(): Promise<void> {
    await Promise.all(this.workers.splice(0).map((worker) => worker.onApplicationShutdown()));
    await this.builds.reset();
    await this.builds.close();
  }

  /** Of another replica, with a worker of its own. */
  newReporter(): BuildReporter {
    const { database } = this.replica;
    const config = this.configOf();
    const messages = new BuildMessagesRepository(database);
    const notifier = {
      send: async (message: Partial<OutboundMessage>) => {
        if (this.failure) throw this.failure;
        const isKnown = this.sent.some(({ idempotencyKey }) => idempotencyKey === message.idempotencyKey);
        if (!isKnown) this.sent.push({ ...blank, ...message });
      },
    };
    const worker = new BuildMessagesWorker(database, config, messages, notifier, new Lifecycle());
    worker.onApplicationBootstrap();
    this.workers.push(worker);
    return new BuildReporter(new StandingsRepository(database), this.newUnfinished(), messages, worker, config);
  }

  private newUnfinished(): UnfinishedSites {
    return new UnfinishedSites(new UnfinishedSitesRepository(this.replica.database), {
      publish: async (site) => {
        this.published.push(site);
        return `http://sites.test/sites/${site.slug}/`;
      },
    });
  }

  /** A conversation as the gateway begins one. */
  async newPerson(): Promise<string> {
    const [row] = await this.builds.sql<{ id: string }>(
      `INSERT INTO conversations (phone_number_id, wa_id, last_inbound_at) VALUES ('1001', $1, now()) RETURNING id`,
      [`34${Math.floor(Math.random() * 1e9)}`],
    );
    return row!.id;
  }

  /** What a message means that quotes the one which was sent under this key. */
  async quotedBy(person: string, idempotencyKey: string): Promise<QuotedMessage | undefined> {
    const message = { messageId: 'wamid.1', idempotencyKey, conversationId: person };
    const notifier = await serveStub(NotifierService, {
      findSent: (_: ServerUnaryCall<FindSentRequest, FindSentResponse>, done: sendUnaryData<FindSentResponse>) =>
        done(null, { messages: [message] }),
    });
    const quotes = new Quotes(this.replica.database, this.configOf({ NOTIFIER_URL: notifier.url }));
    try {
      return await quotes.find({ conversationId: person, phoneNumberId: '1001', messageId: 'wamid.1' });
    } finally {
      await quotes.onApplicationShutdown();
      await notifier.stop();
    }
  }

  /** What the desk answers to a turn; undefined where it leaves the turn to others. */
  async ask(person: string, said: Said): Promise<Answer | undefined> {
    const question = questionOf(person, said);
    return said.command
      ? this.desk.command(question)
      : ((await this.desk.goOn(question)) ?? this.desk.answer(question));
  }

  async says(person: string, said: Said): Promise<string> {
    const answer = await this.ask(person, said);
    return answer
      ? answer.contents.map((content) => ('body' in content.value ? content.value.body : '')).join('\n')
      : '';
  }

  private configOf(env: Record<string, string> = {}): OrchestratorConfig {
    return readConfig(orchestratorConfig, {
      DATABASE_URL: this.builds.testDatabase.url,
      REDIS_URL: 'redis://127.0.0.1:1',
      CLASSIFIER_URL: '127.0.0.1:1',
      AGENTS_URL: '127.0.0.1:1',
      NOTIFIER_URL: '127.0.0.1:1',
      LEASE_TICK_MS: '100',
      LEASE_TTL_MS: '600',
      SITES_URL: 'http://sites.test',
      ...env,
    });
  }

  /** The builds of a person, the newest first. */
  async list(person: string) {
    return this.replica.engine.list({ conversationId: person, limit: 10 });
  }
}

const blank: OutboundMessage = {
  idempotencyKey: '',
  contact: Contact.create({}),
  conversationId: '',
  policy: 0,
  replyToId: '',
  traceparent: '',
  author: 0,
  windowClosesAt: undefined,
  content: undefined,
};

function questionOf(id: string, said: Said): Question {
  const { intent = Intent.INTENT_BUILD_REFINEMENT, command = '', text = 'a page', attempt = 1, language = 'en' } = said;
  const turnId = said.turnId ?? randomUUID();
  const row: TurnRow = {
    id,
    epoch: '1',
    attempts: attempt,
    turnId,
    phoneNumberId: '1001',
    bsuid: '',
    waId: '34600000001',
    name: 'Ana',
    language,
    sessionVersion: 0,
    sessionTurn: null,
    ownedBy: 'bot',
    isOptedOut: false,
    owesNotice: false,
    handoverNote: '',
    failedTurns: 0,
    windowClosesAt: null,
    toSeq: '1',
    messages: [],
    stage: 'started',
    answer: null,
    escalation: null,
    ageMs: said.ageMs ?? 10,
    tries: 0,
  };
  return {
    row,
    lease: new Lease(id, '1', attempt, performance.now() + 60_000, 100, Date.now()),
    turn: {
      text,
      task: text,
      kind: 1,
      suspicions: [],
      isAnswered: true,
      replyId: said.replyId ?? '',
      attachments: [],
      unread: [],
      ...(said.quotedBuild && { quoted: { text: '', agent: 'planner', build: said.quotedBuild } }),
    },
    verdict: Verdict.create({ intent, command, language }),
    session: { ...newSession({ ...row }, Date.now()), ...said.session },
    traceparent: '',
  };
}
