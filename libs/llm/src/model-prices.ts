import type { ModelUsage } from './read-answer.js';

/** Millionths of a US dollar for one token, which is US dollars for a million. */
interface Price {
  input: number;
  output: number;
  cacheWrite: number;
  cacheRead: number;
  /** Of a prompt longer than so many tokens everything costs this instead. */
  long?: { above: number; price: Price };
}

const price = (input: number, output: number, cacheRead: number, more: Partial<Price> = {}): Price => ({
  input,
  output,
  cacheWrite: input * 1.25,
  cacheRead,
  ...more,
});

/** By the beginning of the model's id; the longest one that fits holds. List prices of November 2026. */
const prices: Record<string, Price> = {
  'claude-haiku-5-5': price(0.1, 0.5, 0.01, { long: { above: 100_000, price: price(0.5, 2.5, 0.05) } }),
  'claude-sonnet-5-5': price(2, 10, 0.1),
  'claude-opus-5-5': price(4, 20, 0.2),
  'claude-fable-5-1': price(10, 50, 0.25),
  'claude-opus-5': price(5, 25, 0.5),
  'claude-opus-4': price(5, 25, 0.5),
  'claude-sonnet-5': price(2, 10, 0.2),
  'claude-sonnet-4': price(3, 15, 0.3),
  'claude-haiku-4-5': price(1, 5, 0.1),
};

const prefixes = Object.keys(prices).sort((a, b) => b.length - a.length);

/** What a call has cost, rounded up; 0 for a model whose price is not known. */
export function costMicrosOf(model: string, usage: ModelUsage): number {
  const prefix = prefixes.find((known) => model.startsWith(known));
  if (!prefix) return 0;
  const { inputTokens, outputTokens, cacheReadTokens, cacheWriteTokens } = usage;
  const { long, ...short } = prices[prefix]!;
  const isLong = long && inputTokens + cacheReadTokens + cacheWriteTokens > long.above;
  const { input, output, cacheRead, cacheWrite } = isLong ? long.price : short;
  return Math.ceil(
    inputTokens * input + outputTokens * output + cacheReadTokens * cacheRead + cacheWriteTokens * cacheWrite,
  );
}
