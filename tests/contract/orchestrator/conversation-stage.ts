import pg from 'pg';
import { type RunningService, startService } from '#libs/bootstrap';
import { readConfig } from '#libs/config';
import { Contact, ConversationFilter, ConversationService, Disposition, InboundMessage } from '#libs/contracts';
import { migrate } from '#libs/database';
import { AppError } from '#libs/errors';
import { GrpcClient } from '#libs/grpc';
import { createTestDatabase, freePort, type TestDatabase, until } from '#libs/testing';
import { entities } from '../../../apps/orchestrator/src/entities.js';
import { migrations } from '../../../apps/orchestrator/src/migrations/index.js';
import { orchestratorConfig } from '../../../apps/orchestrator/src/orchestrator.config.js';
import { OrchestratorModule } from '../../../apps/orchestrator/src/orchestrator.module.js';
import { ConversationPeers } from './conversation-peers.js';

const edges = {
  acceptMessages: 'gateway.orchestrator.acceptMessages',
  listConversations: 'gateway.orchestrator.readConversations',
  getConversation: 'gateway.orchestrator.readConversations',
  watchConversations: 'gateway.orchestrator.watchConversations',
  takeOver: 'gateway.orchestrator.changeConversation',
  handBack: 'gateway.orchestrator.changeConversation',
  sendAsHuman: 'gateway.orchestrator.changeConversation',
  markSeen: 'gateway.orchestrator.changeConversation',
  erase: 'gateway.orchestrator.erase',
} as const;

/** A real orchestrator with a database of its own, people who write to it, and operators who watch. */
export class ConversationStage {
  readonly peers = new ConversationPeers();
  admin!: pg.Client;
  client!: GrpcClient<typeof ConversationService>;
  private database!: TestDatabase;
  private service!: RunningService;
  private count = 0;

  async open(): Promise<void> {
    this.database = await createTestDatabase('orchestrator');
    await migrate({ url: this.database.url, entities, migrations });
    this.admin = new pg.Client(this.database.url);
    await this.admin.connect();
    const urls = await this.peers.start();
    const [ops, grpc] = [await freePort(), await freePort()];
    const config = readConfig(orchestratorConfig, {
      NODE_ENV: 'test',
      LOG_LEVEL: 'fatal',
      LOG_FORMAT: 'json',
      BIND_ADDRESS: '127.0.0.1',
      OPS_PORT: `${ops}`,
      GRPC_PORT: `${grpc}`,
      DATABASE_URL: this.database.url,
      DATABASE_ALLOW_UNSAFE: 'true',
      REDIS_URL: process.env['TEST_REDIS_URL'],
      BURST_WINDOW_MS: '50',
      PATIENCE_MS: '600000',
      TURN_ATTEMPTS: '1',
      LEASE_TTL_MS: '900',
      LEASE_TICK_MS: '200',
      HANDOFF_ESCALATION_MS: '700',
      HANDOFF_AFTER_FAILURES: '2',
      ...urls,
    });
    this.service = await startService(OrchestratorModule, config);
    this.client = new GrpcClient(ConversationService, `127.0.0.1:${grpc}`, edges);
  }

  async close(): Promise<void> {
    await this.client?.close();
    await this.service?.close();
    await this.peers.stop();
    await this.admin?.end();
    await this.database?.drop();
  }

  /** Before each: peers that work. */
  reset(): void {
    this.peers.answer = (run) => `You said: ${run.task}`;
    this.peers.isAgentsEraseDown = false;
  }

  /** Holds the agents' next answer back until the returned function is called. */
  holdAnswer(): (answer: string) => void {
    let release: (answer: string) => void = () => undefined;
    this.peers.answer = () => new Promise((resolve) => (release = resolve));
    return (answer) => release(answer);
  }

  readonly person = (): Partial<Contact> => ({
    waId: `54911${String((this.count += 1)).padStart(8, '0')}`,
    name: `Ana ${this.count}`,
  });
  readonly message = (
    contact: Partial<Contact>,
    content: InboundMessage['content'] | string,
    fields: Partial<InboundMessage> = {},
  ): InboundMessage =>
    InboundMessage.create({
      id: `wamid.${(this.count += 1)}`,
      contact: Contact.create({ phoneNumberId: '1', ...contact }),
      sentAt: new Date(),
      disposition: Disposition.DISPOSITION_ACCEPTED,
      rawJson: '{}',
      content: typeof content === 'string' ? { $case: 'text', value: { body: content, truncated: false } } : content,
      ...fields,
    });
  readonly accept = async (...messages: InboundMessage[]): Promise<string> => {
    const { outcomes } = await this.client.call('acceptMessages', { messages });
    const outcome = outcomes.at(-1)!.outcome;
    if (outcome?.$case !== 'accepted') throw new AppError('INTERNAL', { message: JSON.stringify(outcome) });
    return outcome.value.conversationId;
  };
  readonly get = async (conversationId: string) =>
    this.client.call('getConversation', { conversationId, pageSize: 0, pageToken: '' });
  readonly list = async (fields: {
    query?: string;
    filter?: ConversationFilter;
    pageSize?: number;
    pageToken?: string;
  }) =>
    this.client.call('listConversations', {
      phoneNumberId: '',
      query: '',
      filter: ConversationFilter.CONVERSATION_FILTER_UNSPECIFIED,
      pageSize: 0,
      pageToken: '',
      ...fields,
    });
  readonly takeOver = (conversationId: string, operator = 'Eva', idempotencyKey = `k${(this.count += 1)}`) =>
    this.client.call('takeOver', { conversationId, operator, idempotencyKey });
  readonly handBack = (conversationId: string, note = '') =>
    this.client.call('handBack', { conversationId, operator: 'Eva', note, idempotencyKey: `k${(this.count += 1)}` });
  readonly say = (conversationId: string, text: string, operator = 'Eva', idempotencyKey = `k${(this.count += 1)}`) =>
    this.client.call('sendAsHuman', { conversationId, operator, text, idempotencyKey });
  readonly stages = async (id: string) =>
    (
      await this.admin.query<{ stage: string }>(
        'SELECT stage FROM turns WHERE conversation_id = $1 ORDER BY created_at',
        [id],
      )
    ).rows.map(({ stage }) => stage);
  readonly met = async (contact: Partial<Contact>): Promise<string> => {
    const id = await this.accept(this.message(contact, 'hello'));
    await until(async () => (await this.stages(id)).includes('done'));
    return id;
  };
}
