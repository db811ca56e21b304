import type { EntryView } from '../wire/console-contract.js';

export interface Usage {
  turns: number;
  tokens: number;
  costMicros: number;
}

export function sumUsage(entries: readonly EntryView[]): Usage {
  const turns = entries.filter((entry) => entry.kind === 'turn');
  return {
    turns: turns.length,
    tokens: turns.reduce((sum, { inputTokens, outputTokens }) => sum + inputTokens + outputTokens, 0),
    costMicros: turns.reduce((sum, { costMicros }) => sum + costMicros, 0),
  };
}
