import { randomUUID } from 'node:crypto';
import pg from 'pg';
import { entities } from '../../../apps/notifier/src/entities.js';
import { migrations } from '../../../apps/notifier/src/migrations/index.js';
import { notifierConfig } from '../../../apps/notifier/src/notifier.config.js';
import { NotifierModule } from '../../../apps/notifier/src/notifier.module.js';
import { type RunningService, startService } from '#libs/bootstrap';
import { readConfig } from '#libs/config';
import {
  Contact,
  DeliveryStatus,
  Image,
  type IntakeBeat,
  NotifierService,
  OutboundMessage,
  type OutboundPart,
  SendPolicy,
  type SendOutcome,
  TextBody,
} from '#libs/contracts';
import { migrate } from '#libs/database';
import { GrpcClient } from '#libs/grpc';
import { createTestDatabase, freePort, type TestDatabase, until } from '#libs/testing';
import { type AcceptedPost, FakeGraph } from './fake-graph.js';

/** Every time of the protocol, scaled down. */
export const quick = {
  LEASE_TTL_MS: '600',
  LEASE_TICK_MS: '150',
  SEND_TIMEOUT_MS: '400',
  STATUS_DELAY_MS: '0',
  QUIET_PERIOD_MS: '1000',
  HOL_MAX_MS: '2000',
  UNKNOWN_MAX_MS: '3000',
  BEAT_GAP_MS: '700',
  RECONCILE_INTERVAL_MS: '50',
  WHATSAPP_CIRCUIT_OPEN_MS: '150',
  PAIR_SECONDS_PER_MESSAGE: '0',
  NUMBER_RATE_PER_SECOND: '0',
};

type Client = GrpcClient<typeof NotifierService>;

export interface Notifier {
  service: RunningService;
  client: Client;
}

/** A database, a fake Graph API, and as many notifiers as a spec wants. */
export class NotifierStage {
  readonly graph = new FakeGraph();
  admin!: pg.Client;
  private database!: TestDatabase;
  private readonly notifiers: Notifier[] = [];
  private count = 0;

  async open(): Promise<void> {
    this.database = await createTestDatabase('notifier');
    await migrate({ url: this.database.url, entities, migrations });
    this.admin = new pg.Client(this.database.url);
    await this.admin.connect();
    await this.graph.start();
  }

  get databaseUrl(): string {
    return this.database.url;
  }

  async close(): Promise<void> {
    await this.stopAll();
    await this.graph.stop();
    await this.admin.end();
    await this.database.drop();
  }

  async start(env: Record<string, string> = {}): Promise<Notifier> {
    const [ops, grpc] = [await freePort(), await freePort()];
    const config = readConfig(notifierConfig, {
      NODE_ENV: 'test',
      LOG_LEVEL: 'fatal',
      LOG_FORMAT: 'json',
      BIND_ADDRESS: '127.0.0.1',
      OPS_PORT: `${ops}`,
      GRPC_PORT: `${grpc}`,
      DATABASE_URL: this.database.url,
      DATABASE_ALLOW_UNSAFE: 'true',
      REDIS_URL: process.env['TEST_REDIS_URL'],
      WHATSAPP_API_URL: this.graph.url,
      WHATSAPP_ACCESS_TOKEN: 'test-token',
      ...quick,
      ...env,
    });
    const service = await startService(NotifierModule, config);
    const client = new GrpcClient(NotifierService, `127.0.0.1:${grpc}`, {
      send: 'orchestrator.notifier.send',
      markRead: 'orchestrator.notifier.markRead',
      recordStatuses: 'gateway.notifier.recordStatuses',
      get: 'orchestrator.notifier.send',
      cancel: 'orchestrator.notifier.cancel',
      eraseConversation: 'orchestrator.notifier.erase',
      recordConsent: 'orchestrator.notifier.cancel',
      listOptOuts: 'orchestrator.notifier.cancel',
    });
    const notifier = { service, client };
    this.notifiers.push(notifier);
    return notifier;
  }

  async stopOne(notifier: Notifier): Promise<void> {
    this.notifiers.splice(this.notifiers.indexOf(notifier), 1);
    await Promise.all([notifier.client.close(), notifier.service.close()]);
  }

  async stopAll(): Promise<void> {
    await Promise.all(
      this.notifiers.splice(0).map(({ service, client }) => Promise.all([client.close(), service.close()])),
    );
  }

  text(body: string, fields: Partial<OutboundMessage> = {}): OutboundMessage {
    this.count += 1;
    return OutboundMessage.create({
      idempotencyKey: `${randomUUID()}:0`,
      conversationId: randomUUID(),
      contact: Contact.create({ phoneNumberId: '1001', waId: `5491100${this.count}` }),
      policy: SendPolicy.SEND_POLICY_AT_LEAST_ONCE,
      content: { $case: 'text', value: TextBody.create({ body }) },
      ...fields,
    });
  }

  picture(caption: string): OutboundMessage {
    const value = Image.create({ source: { $case: 'link', value: 'http://localhost:3001/previews/1.png' }, caption });
    return this.text('', { content: { $case: 'image', value } });
  }

  /** Sends and expects everything to be stored. */
  async send(client: Client, ...messages: OutboundMessage[]): Promise<void> {
    const { outcomes } = await client.call('send', { messages });
    const bad = outcomes.find(({ outcome }) => outcome?.$case !== 'stored');
    if (bad) throw new Error(JSON.stringify(bad));
  }

  async parts(client: Client, { idempotencyKey }: Pick<OutboundMessage, 'idempotencyKey'>): Promise<OutboundPart[]> {
    return (await client.call('get', { idempotencyKeys: [idempotencyKey] })).parts;
  }

  async state(client: Client, message: Pick<OutboundMessage, 'idempotencyKey'>): Promise<string> {
    return (await this.parts(client, message)).map(({ state }) => state).join();
  }

  async reaches(
    client: Client,
    message: Pick<OutboundMessage, 'idempotencyKey'>,
    state: string,
    timeoutMs = 10_000,
  ): Promise<void> {
    let last = '';
    const look = () => this.state(client, message).catch(() => 'no answer');
    await until(async () => (last = await look()) === state, timeoutMs).catch(() => {
      throw new Error(`expected ${state} within ${timeoutMs} ms, the last state was ${last}`);
    });
  }

  /** What WhatsApp took of one conversation, by the words of its texts. */
  acceptedOf(...bodies: string[]): AcceptedPost[] {
    return this.graph.accepted.filter(({ body }) => bodies.includes(body.text?.body ?? ''));
  }

  status(post: AcceptedPost, status: string, fields: Partial<DeliveryStatus> = {}): DeliveryStatus {
    return DeliveryStatus.create({
      phoneNumberId: '1001',
      messageId: post.wamid,
      status,
      occurredAt: new Date(Math.floor(Date.now() / 1_000) * 1_000),
      callbackData: post.callbackData,
      rawJson: '{}',
      ...fields,
    });
  }

  /** Beats of a gateway in good health, until the returned function is called. */
  beat(client: Client, fields: Partial<IntakeBeat> = {}): () => void {
    const timer = setInterval(() => {
      const newestEventAt = { 1001: new Date() };
      void client
        .call('recordStatuses', {
          statuses: [],
          beat: { gateway: 'g', posts: 1, refused: 0, newestEventAt, ...fields },
        })
        .catch(() => undefined);
    }, 100);
    return () => clearInterval(timer);
  }
}

export const outcomeOf = ({ outcome }: SendOutcome): unknown =>
  outcome?.$case === 'error' ? { reason: outcome.value.reason, ...outcome.value.metadata } : outcome?.value;
