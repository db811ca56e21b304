import { gateway, notifier, orchestrator } from './message-boards.ts';
import { agents, builds, classifier, money } from './model-boards.ts';
import { overview } from './overview.ts';
import type { Board } from './panel.ts';

/** All of them, in the order in which people look. */
export const boards: Board[] = [overview, gateway, orchestrator, classifier, agents, notifier, builds, money];
