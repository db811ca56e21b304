import { z } from 'zod';
import { reactionOf, readInjectionPolicy } from './injection-policy.js';

const schema = z.string().transform(readInjectionPolicy);

describe(readInjectionPolicy, () => {
  it('reads a word for all numbers and words for some', () => {
    const policy = schema.parse('block, 1000001:flag');
    expect(reactionOf(policy, '1000001')).toBe('flag');
    expect(reactionOf(policy, '1000002')).toBe('block');
  });

  it('flags when only some numbers are named', () => {
    expect(reactionOf(schema.parse('1000001:block'), '1000002')).toBe('flag');
  });

  it.each(['', 'deny', '1000001', '1000001:deny', 'flag,,', 'x:block', 'flag:block'])('refuses %j', (text) => {
    expect(schema.safeParse(text).error?.issues[0]?.message).toContain('expected flag or block');
  });
});
