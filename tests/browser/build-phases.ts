import { type BuildPhase, PhaseState } from '#libs/contracts';

export const ago = (seconds: number): Date => new Date(Date.now() - seconds * 1_000);

export type Given = Partial<BuildPhase> & { name: string };

/** The phases of a whole build as far as it is given, each with what it took. */
export function phasesOf(states: Record<string, Given | undefined>, begun: number): Given[] {
  const line: [name: string, agent: string, dependsOn: string[], from: number, seconds: number][] = [
    ['plan', 'planner', [], 0, 9],
    ['design', 'designer', ['plan'], 9, 14],
    ['content', 'content', ['plan'], 9, 21],
    ['frontend', 'frontend', ['design', 'content'], 30, 48],
    ['backend', 'backend', ['plan', 'content'], 30, 26],
    ['review-check-1', 'code-reviewer', ['frontend', 'backend'], 78, 12],
    ['review-fix-1', 'frontend', ['review-check-1'], 90, 16],
    ['review', 'code-reviewer', ['review-check-1', 'review-fix-1'], 106, 1],
    ['qa', 'qa', ['review'], 107, 19],
    ['deploy', 'devops', ['qa'], 126, 4],
  ];
  return line.map(([name, agent, dependsOn, from, seconds], index) => ({
    name,
    agent,
    dependsOn,
    attempts: 1,
    startedAt: ago(begun - from),
    finishedAt: ago(begun - from - seconds),
    tokens: `${seconds * 610 + index}`,
    costMicros: `${seconds * 940}`,
    toolCalls: index,
    model: index % 3 === 0 ? 'claude-sonnet-5-5' : 'claude-haiku-5-5',
    ...states[name],
  }));
}

export const waits: Partial<BuildPhase> = {
  state: PhaseState.PHASE_STATE_BLOCKED,
  attempts: 0,
  startedAt: undefined,
  finishedAt: undefined,
  tokens: '0',
  costMicros: '0',
  toolCalls: 0,
  model: '',
};
export const blocked = (...names: string[]): Record<string, Given> =>
  Object.fromEntries(names.map((name) => [name, { ...waits, name }]));
export const reused = (...names: string[]): Record<string, Given> =>
  Object.fromEntries(
    names.map((name) => [
      name,
      { name, state: PhaseState.PHASE_STATE_REUSED, tokens: '0', costMicros: '0', attempts: 0 },
    ]),
  );
