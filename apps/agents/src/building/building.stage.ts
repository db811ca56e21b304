import { AgentMessage, BuildRun, PhaseResult, Run, type RunEvent } from '#libs/contracts';
import { answerEvents, type ModelRequest, type ScriptedCall, sendEvents, toolEvents, toolResults } from '#libs/testing';
import { AgentsStage } from '../agents.stage.js';

type Event = NonNullable<RunEvent['event']>;
/** What the model does in one round: calls, or words alone. */
type Round = ScriptedCall[] | string;

/** What came of a run. */
export interface Played {
  events: Event[];
  /** Names and states of the tools, in their order. */
  tools: string[];
  messages: AgentMessage[];
  result?: PhaseResult;
  output?: Record<string, unknown>;
  /** Reason of the failure. */
  failed?: string;
  metadata?: Record<string, string>;
}

export const context = { phoneNumberId: '1', contactId: 'c1', conversationId: 'v1', turnId: 't1', contactName: 'Ana' };
export const submit = (input: object): ScriptedCall => ({ name: 'submit_result', input });
export const write = (path: string, content: string, id = `write_${path}`): ScriptedCall => ({
  name: 'write_file',
  input: { path, content },
  id,
});

/** The service of the agents with a model that plays the agents of a build from a script. */
export class BuildingStage extends AgentsStage {
  /** What the model does, round by round; after the last one it repeats that. */
  script(...rounds: Round[]): void {
    this.api.requests.length = 0;
    this.api.answer = (response) => {
      const round = rounds[Math.min(this.api.requests.length, rounds.length) - 1]!;
      sendEvents(response, typeof round === 'string' ? answerEvents(round) : toolEvents(round));
    };
  }

  /** Another script for each run that goes on at the same time, told apart by what its first message holds. */
  scripts(of: (request: ModelRequest) => Round): void {
    this.api.requests.length = 0;
    this.api.answer = (response, request) => {
      const round = of(request);
      sendEvents(response, typeof round === 'string' ? answerEvents(round) : toolEvents(round));
    };
  }

  /** @param signal of the caller */
  async play(
    agent: string,
    build: Partial<BuildRun> = {},
    more: Partial<Run> = {},
    signal?: AbortSignal,
  ): Promise<Played> {
    const [played] = await this.playAll([{ agent, build, more }], signal);
    return played!;
  }

  async playAll(
    wanted: { agent: string; build?: Partial<BuildRun>; more?: Partial<Run> }[],
    signal?: AbortSignal,
  ): Promise<Played[]> {
    const runs = wanted.map(({ agent, build, more }, n) =>
      Run.create({
        runId: `b1:1:${n}.1`,
        agent,
        task: 'Build a page for the bakery Sol.',
        language: 'es',
        timeoutMs: 20_000,
        context,
        build: BuildRun.create({ buildId: 'b1', revision: 1, phase: `phase-${n}`, writes: ['**'], ...build }),
        ...more,
      }),
    );
    const events: RunEvent[] = [];
    const hear = (response: { events: RunEvent[] }) => void events.push(...response.events);
    await this.client.stream('execute', { runs }, hear, signal && { signal });
    return runs.map(({ runId }) =>
      toPlayed(events.filter((event) => event.runId === runId).map(({ event }) => event!)),
    );
  }

  /** What the tools answered in a round, from 1, as the next request shows it. */
  answers(round: number): { id: string; content: string; isError: boolean }[] {
    return toolResults(this.api.requests[round]!);
  }

  async read(sha256: string): Promise<string | undefined> {
    const { blobs } = await this.artifacts.call('readBlobs', { sha256: [sha256] });
    return blobs[0]?.data.toString('utf8');
  }
}

function toPlayed(events: Event[]): Played {
  const played: Played = { events, tools: [], messages: [] };
  for (const event of events) {
    if (event.$case === 'tool') played.tools.push(`${event.value.name} ${event.value.status}`);
    if (event.$case === 'message') played.messages.push(event.value);
    if (event.$case === 'failed') Object.assign(played, { failed: event.value.reason, metadata: event.value.metadata });
    if (event.$case !== 'result') continue;
    played.result = event.value;
    if (event.value.outputJson) played.output = JSON.parse(event.value.outputJson) as Record<string, unknown>;
  }
  return played;
}
