import { randomInt } from 'node:crypto';
import { type RunningService, startService } from '#libs/bootstrap';
import { readConfig } from '#libs/config';
import { BuildService, Contact, ConversationService, Disposition, InboundMessage, Text } from '#libs/contracts';
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
    /** As operators ask. */
    readonly builds: GrpcClient<typeof BuildService>,
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
    const target = `127.0.0.1:${GRPC_PORT}`;
    const [accept, read, change] = [
      'gateway.orchestrator.acceptMessages',
      'gateway.orchestrator.readBuilds',
      'gateway.orchestrator.commissionBuild',
    ] as const;
    return new OrchestratorUnderTest(
      service,
      new GrpcClient(ConversationService, target, { acceptMessages: accept }),
      new GrpcClient(BuildService, target, {
        getBuild: read,
        listBuilds: read,
        listBuildEvents: read,
        watchBuild: 'gateway.orchestrator.watchBuild',
        startBuild: change,
        refineBuild: change,
        cancelBuild: change,
        rollbackBuild: change,
        retryPhase: change,
        skipPhase: change,
        approvePhase: change,
      }),
    );
  }

  async stop(): Promise<void> {
    await Promise.all([this.client.close(), this.builds.close()]);
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
