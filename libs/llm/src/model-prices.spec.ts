import { costMicrosOf } from './model-prices.js';

const usage = { inputTokens: 1_000, outputTokens: 100, cacheReadTokens: 10_000, cacheWriteTokens: 2_000 };

describe(costMicrosOf, () => {
  it.each([
    ['claude-sonnet-5-5', 2_000 + 1_000 + 1_000 + 5_000],
    ['claude-opus-5-5', 4_000 + 2_000 + 2_000 + 10_000],
    ['claude-opus-5', 5_000 + 2_500 + 5_000 + 12_500],
    ['claude-haiku-4-5-20251001', 1_000 + 500 + 1_000 + 2_500],
    ['somebody-elses-model', 0],
  ])('of %s is %d millionths', (model, cost) => expect(costMicrosOf(model, usage)).toBe(cost));

  it('rises with the length of the prompt where the price does', () => {
    expect(costMicrosOf('claude-haiku-5-5', { ...usage, inputTokens: 88_000 })).toBe(8_800 + 50 + 100 + 250);
    expect(costMicrosOf('claude-haiku-5-5', { ...usage, inputTokens: 88_001 })).toBe(44_001 + 250 + 500 + 1_250);
  });
});
