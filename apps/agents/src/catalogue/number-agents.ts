import type { NumberAgents } from '#libs/contracts';

/** Which agents serve which number, as of now; numbers that are not in it are served by all. */
export type NumberAgentsSource = () => NumberAgents[];

export const NUMBER_AGENTS = Symbol('agents of each number');
