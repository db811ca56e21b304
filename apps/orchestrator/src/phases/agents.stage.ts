import { createHash } from 'node:crypto';
import type { ServerWritableStream } from '@grpc/grpc-js';
import {
  AgentService,
  type ExecuteRequest,
  ExecuteResponse,
  ListAgentsResponse,
  type Run,
  type RunEvent,
  type WorkspaceFile,
} from '#libs/contracts';
import { AppError } from '#libs/errors';
import { toDetail } from '#libs/grpc';
import { serveStub, type Stub } from '#libs/testing';

type Event = NonNullable<RunEvent['event']>;
/** What an agent does with a run; undefined never ends it. */
export type Play = (run: Run, time: number) => Event[] | undefined;

export const contracts: Record<string, string> = {
  planner: 'plan',
  designer: 'design',
  content: 'files',
  frontend: 'files',
  backend: 'files',
  'code-reviewer': 'review',
  qa: 'review',
  devops: 'deployment',
  refiner: 'change',
  writer: '',
};

const modelOf = (agent: string): string => (agent === 'planner' ? 'claude-opus-5-5' : 'claude-sonnet-5-5');

const palette = { background: '#ffffff', surface: '#eeeeee', text: '#111111', primary: '#aa3300', accent: '#0033aa' };
const outputs: Record<string, Record<string, unknown>> = {
  plan: {
    title: 'Sol',
    slug: 'sol',
    kind: 'landing',
    workflow: 'full-build',
    summary: 'A site.',
    sections: [],
    features: [],
  },
  design: { summary: 'Warm.', palette },
  files: { summary: 'Written.', files: [] },
  review: { passed: true, score: 90, defects: [], summary: 'Good.' },
  deployment: { url: 'http://localhost:3001/sites/sol/', summary: 'On the air.' },
  change: { policy: 'merge', targets: ['frontend'], summary: 'Done in a moment.' },
};

export const fileOf = (path: string, content: string): WorkspaceFile => ({
  path,
  sha256: createHash('sha256').update(content).digest('hex'),
  size: `${content.length}`,
});

export const result = (outputJson: string, files: WorkspaceFile[] = [], costMicros = 500): Event => ({
  $case: 'result',
  value: { outputJson, files, screenshot: '', costMicros: `${costMicros}` },
});
export const done: Event = { $case: 'done', value: { stopReason: 'submitted' } };
export const failed = (reason: AppError['reason']): Event => ({
  $case: 'failed',
  value: toDetail(new AppError(reason)),
});

export const usage: Event = {
  $case: 'usage',
  value: { inputTokens: 1_000, outputTokens: 200, cacheReadTokens: 0, cacheWriteTokens: 0, costMicros: '300' },
};

/** The agents service over its own protocol: what its agents do is up to a spec. */
export class AgentsStage {
  readonly runs: Run[] = [];
  /** Runs whose caller went away. */
  readonly ended: string[] = [];
  plays: Record<string, Play> = {};
  definitionHash = 'v1';
  business = 'La Espiga';
  lists = 0;
  private stub!: Stub;
  private port = 0;

  async open(): Promise<void> {
    this.stub = await serveStub(
      AgentService,
      {
        listAgents: (_: unknown, answer: (error: null, response: ListAgentsResponse) => void) => {
          this.lists += 1;
          answer(null, this.list());
        },
        execute: (call: ServerWritableStream<ExecuteRequest, ExecuteResponse>) => this.execute(call),
        eraseContact: (_: unknown, answer: (error: null, response: object) => void) => answer(null, { erased: 0 }),
      },
      this.port,
    );
    this.port = Number(this.stub.url.split(':')[1]);
  }

  get url(): string {
    return this.stub.url;
  }

  reset(): void {
    this.plays = {};
    this.runs.length = 0;
    this.ended.length = 0;
    this.definitionHash = 'v1';
    this.business = 'La Espiga';
  }

  /** Agents in the order in which they ran. */
  get ran(): string[] {
    return this.runs.map(({ agent }) => agent);
  }

  async close(): Promise<void> {
    await this.stub.stop();
  }

  /** What an agent does that nobody has told what to do: it writes the first file that it may write, named after its task. */
  readonly usual: Play = ({ agent, build, task }) => {
    const written = (build?.writes ?? [])
      .filter((glob) => !glob.includes('*'))
      .map((path) => fileOf(path, `${agent} ${task}`));
    const kept = (build?.files ?? []).filter(({ path }) => !written.some((file) => file.path === path));
    const contract = contracts[agent]!;
    if (!contract) return [usage, { $case: 'text', value: { text: 'In words.' } }, done];
    return [
      { $case: 'started', value: { model: modelOf(agent) } },
      { $case: 'text', value: { text: 'Working.' } },
      { $case: 'tool', value: { name: 'write_file', status: 'ok', durationMs: 1 } },
      usage,
      result(JSON.stringify(outputs[contract]), [...kept, ...written]),
      done,
    ];
  };

  private list(): ListAgentsResponse {
    return ListAgentsResponse.create({
      catalogueVersion: this.definitionHash,
      businesses: [{ phoneNumberId: '', name: this.business }],
      agents: Object.entries(contracts).map(([name, output]) => ({
        name,
        output,
        definitionHash: this.definitionHash,
        model: modelOf(name),
        description: '',
        modelAlias: 'standard',
        useWhen: '',
        notWhen: '',
        examples: [],
        lane: '',
        readOnly: false,
      })),
    });
  }

  private execute(call: ServerWritableStream<ExecuteRequest, ExecuteResponse>): void {
    const [run] = call.request.runs;
    const time = this.runs.filter(({ agent }) => agent === run!.agent).length + 1;
    this.runs.push(run!);
    call.on('cancelled', () => this.ended.push(run!.agent));
    const events = (this.plays[run!.agent] ?? this.usual)(run!, time);
    if (!events) return void call.write(ExecuteResponse.create({ events: [{ runId: run!.runId, event: usage }] }));
    for (const event of events) call.write(ExecuteResponse.create({ events: [{ runId: run!.runId, event }] }));
    call.end();
  }
}
