import { join } from 'node:path';
import type { KnownAgents } from './known-agents.js';

/** The agents that builds are made for, with what each gives. */
export const buildAgents: KnownAgents = new Map([
  ['planner', 'plan'],
  ['designer', 'design'],
  ['content', 'files'],
  ['frontend', 'files'],
  ['backend', 'files'],
  ['code-reviewer', 'review'],
  ['qa', 'review'],
  ['devops', 'deployment'],
  ['synthesiser', 'synthesis'],
  ['concierge', ''],
]);

export const shippedFolder = join(import.meta.dirname, '../../workflows');
