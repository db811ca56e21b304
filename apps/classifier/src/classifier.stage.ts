import { join } from 'node:path';
import { type RunningService, startService } from '#libs/bootstrap';
import { readConfig } from '#libs/config';
import {
  Agent,
  AgentService,
  ClassifierService,
  ContentKind,
  ListAgentsResponse,
  Turn,
  type Verdict,
} from '#libs/contracts';
import { GrpcClient } from '#libs/grpc';
import {
  answerEvents,
  freePort,
  personText,
  sendEvents,
  sendModelError,
  type ServedModel,
  serveModel,
  serveStub,
  type Stub,
} from '#libs/testing';
import { ClassifierModule } from './classifier.module.js';
import { classifierConfig } from './classifier.config.js';

export const agent = (name: string, readOnly = false) =>
  Agent.create({ name, lane: name === 'concierge' ? '' : name, readOnly });
export const agents = [agent('commerce'), agent('concierge', true), agent('information', true), agent('support')];

let count = 0;
/** Unlike the examples, long enough to be worth a question, and new in every test so that nothing is cached. */
export const asks = (text: string) =>
  `${text} ${'abcdefghij'[count++ % 10]!.repeat(3)}${'klmnopqrst'[Math.floor(count / 10)]!}`;

/** The classifier with a model that a spec scripts, and agents that say whom they serve. */
export class ClassifierStage {
  api!: ServedModel;
  peer!: Stub;
  listing = ListAgentsResponse.create({
    agents,
    catalogueVersion: 'v1',
    numbers: [{ phoneNumberId: 'small', agents: ['concierge', 'information'] }],
  });
  private service!: RunningService;
  private client!: GrpcClient<typeof ClassifierService>;
  private ports!: { grpc: number; ops: number };

  async open(): Promise<void> {
    [this.api, this.peer] = await Promise.all([serveModel(), this.serveAgents()]);
    await this.start();
  }

  reset(): void {
    this.api.requests.length = 0;
    this.choosing('Products');
  }

  async close(): Promise<void> {
    await this.stop();
    await Promise.all([this.api.stop(), this.peer.stop()]);
  }

  serveAgents(port?: number): Promise<Stub> {
    const listAgents = (_: unknown, reply: (error: null, value: ListAgentsResponse) => void) =>
      reply(null, this.listing);
    return serveStub(AgentService, { listAgents }, port);
  }

  async start(env: Record<string, string> = {}): Promise<void> {
    this.ports = { grpc: await freePort(), ops: await freePort() };
    const config = readConfig(classifierConfig, {
      NODE_ENV: 'test',
      LOG_LEVEL: 'fatal',
      ANTHROPIC_API_KEY: 'key',
      ANTHROPIC_BASE_URL: this.api.url,
      AGENTS_URL: this.peer.url,
      REDIS_URL: `${process.env['TEST_REDIS_URL']}/9`,
      UTTERANCES_DIR: join(import.meta.dirname, '../utterances'),
      AGENTS_REFRESH_MS: '100',
      OPS_PORT: `${this.ports.ops}`,
      GRPC_PORT: `${this.ports.grpc}`,
      BIND_ADDRESS: '127.0.0.1',
      ...env,
    });
    this.service = await startService(ClassifierModule, config);
    this.client = new GrpcClient(ClassifierService, `127.0.0.1:${this.ports.grpc}`, {
      classify: 'orchestrator.classifier.classify',
    });
  }

  async stop(): Promise<void> {
    await this.client.close();
    await this.service.close();
  }

  readonly classify = async (...turns: (string | Parameters<typeof Turn.create>[0])[]) => {
    const { outcomes } = await this.client.call('classify', {
      turns: turns.map((fields, index) =>
        Turn.create({
          turnId: `t${index}`,
          kind: ContentKind.CONTENT_KIND_TEXT,
          ...(typeof fields === 'string' ? { text: fields } : fields),
        }),
      ),
    });
    return outcomes;
  };

  readonly verdictOf = async (
    ...[turn]: Parameters<ClassifierStage['classify']>
  ): Promise<Verdict & { taker?: string }> => {
    const [outcome] = await this.classify(turn);
    if (outcome?.outcome?.$case !== 'verdict') throw new Error(`no verdict: ${JSON.stringify(outcome)}`);
    const { value } = outcome.outcome;
    return { ...value, taker: value.candidates[0]?.agent };
  };

  /** The model chooses the agent or intent whose description holds these words. */
  readonly choosing = (words: string, more: object = {}, secondWords?: string) => {
    this.api.answer = (response, request) => {
      const slotOf = (looked: string | undefined) =>
        (looked && new RegExp(`^(c\\d\\d): .*${looked}`, 'm').exec(personText(request))?.[1]) ?? 'none_of_these';
      const answer = {
        choice: slotOf(words),
        second: slotOf(secondWords),
        confidence: 'high',
        needs_clarification: false,
        language: 'es',
        entities: [],
        ...more,
      };
      sendEvents(response, answerEvents(JSON.stringify(answer)));
    };
  };

  readonly away = () => {
    this.api.answer = (response) =>
      sendModelError(response, 500, 'api_error', { headers: { 'x-should-retry': 'false' } });
  };

  readonly metrics = async () => (await fetch(`http://127.0.0.1:${this.ports.ops}/metrics`)).text();
}
