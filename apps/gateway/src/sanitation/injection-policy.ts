import type { z } from 'zod';

export type Reaction = 'flag' | 'block';

/** What happens to likely injections, per business number. */
export interface InjectionPolicy {
  otherwise: Reaction;
  byNumber: ReadonlyMap<string, Reaction>;
}

const isReaction = (value: string | undefined): value is Reaction => value === 'flag' || value === 'block';

export const reactionOf = ({ byNumber, otherwise }: InjectionPolicy, phoneNumberId: string): Reaction =>
  byNumber.get(phoneNumberId) ?? otherwise;

/** Reads `flag,1000001:block`: a bare word for every number, `<number>:<word>` for one. */
export function readInjectionPolicy(text: string, context: z.RefinementCtx): InjectionPolicy {
  const byNumber = new Map<string, Reaction>();
  let otherwise: Reaction = 'flag';
  for (const part of text.split(',').map((item) => item.trim())) {
    const [first = '', second] = part.split(':', 2);
    if (isReaction(first) && second === undefined) otherwise = first;
    else if (/^\d+$/.test(first) && isReaction(second)) byNumber.set(first, second);
    else context.addIssue({ code: 'custom', message: 'expected flag or block, or <phone number id>:flag|block' });
  }
  return { otherwise, byNumber };
}
