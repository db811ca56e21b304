import type { ListAgentsResponse } from '#libs/contracts';

/** Which agents serve which number, as of now, and whose it is; numbers that are not in it are served by all. */
export type NumberAgentsSource = () => Pick<ListAgentsResponse, 'numbers' | 'businesses'>;

export const NUMBER_AGENTS = Symbol('agents of each number');
