import { randomInt } from 'node:crypto';
import { type RunningService, startService } from '#libs/bootstrap';
import { readConfig } from '#libs/config';
import { Contact, ConversationService, Disposition, InboundMessage, Text } from '#libs/contracts';
import { GrpcClient } from '#libs/grpc';
import { freePort } from '#libs/testing';
import { orchestratorConfig } from '../../../apps/orchestrator/src/orchestrator.config.js';
import { OrchestratorModule } from '../../../apps/orchestrator/src/orchestrator.module.js';

let count = 0;

/** A number that nobody has written from before. */
export const somebody = (): Partial<Contact> => ({ waId: `54911${randomInt(10_000_000, 99_999_999)}` });

/** One real orchestrator in this process: gRPC, Postgres and Redis are real, its peers are what the urls name. */
export class OrchestratorUnderTest {
  private constructor(
    private readonly service: RunningService,
    readonly client: GrpcClient<typeof ConversationService>,
  ) {}

  static async start(environment: Record<string, string | undefined>): Promise<OrchestratorUnderTest> {
    const [OPS_PORT, GRPC_PORT] = [await freePort(), await freePort()];
    const config = readConfig(orchestratorConfig, {
      NODE_ENV: 'test',
      LOG_LEVEL: 'fatal',
      LOG_FORMAT: 'json',
      BIND_ADDRESS: '127.0.0.1',
      OPS_PORT: `${OPS_PORT}`,
      GRPC_PORT: `${GRPC_PORT}`,
      DATABASE_ALLOW_UNSAFE: 'true',
      REDIS_URL: process.env['TEST_REDIS_URL'],
      BURST_WINDOW_MS: '0',
      PATIENCE_MS: '0',
      TURN_ATTEMPTS: '2',
      LEASE_TTL_MS: '900',
      LEASE_TICK_MS: '200',
      ...environment,
    });
    const service = await startService(OrchestratorModule, config);
    const edge = 'gateway.orchestrator.acceptMessages';
    return new OrchestratorUnderTest(
      service,
      new GrpcClient(ConversationService, `127.0.0.1:${GRPC_PORT}`, { acceptMessages: edge }),
    );
  }

  async stop(): Promise<void> {
    await this.client.close();
    await this.service.close();
  }

  /** Answers the id of the conversation. */
  async hear(contact: Partial<Contact>, body: string, fields: Partial<InboundMessage> = {}): Promise<string> {
    const message = InboundMessage.create({
      id: `wamid.contract.${(count += 1)}`,
      contact: Contact.create({ phoneNumberId: '1', ...contact }),
      sentAt: new Date(),
      disposition: Disposition.DISPOSITION_ACCEPTED,
      rawJson: '{}',
      content: { $case: 'text', value: Text.create({ body }) },
      ...fields,
    });
    const { outcomes } = await this.client.call('acceptMessages', { messages: [message] });
    const outcome = outcomes[0]?.outcome;
    if (outcome?.$case !== 'accepted') throw new Error(`not accepted: ${JSON.stringify(outcome)}`);
    return outcome.value.conversationId;
  }

  async metrics(): Promise<string> {
    return (await this.service.app.inject({ method: 'GET', url: '/metrics' })).body;
  }
}
