import { AppError, toAppError } from '#libs/errors';
import { splitRequest } from './split-request.js';

/** A peer's answer for one item; an error is one that concerns this item alone. */
export type Answer<Outcome> = Outcome | AppError;
type Call<Item, Outcome> = (items: Item[]) => Promise<Answer<Outcome>[]>;

const INVALID_ARGUMENT = 3;
/** The peer says that this will never fit; everything else may pass. */
export const isRefusal = (error: AppError): boolean => error.spec.grpc === INVALID_ARGUMENT;

/**
 * Hands over the items of several webhooks in as few calls as possible, in order. A call that fails answers for its items
 * and for all that stand after them: those must not overtake.
 */
export async function callForGroups<Item extends { rawJson: string }, Outcome>(
  groups: readonly Item[][],
  call: Call<Item, Outcome>,
): Promise<Answer<Outcome>[][]> {
  const answers: Answer<Outcome>[] = [];
  let failure: AppError | undefined;
  for (const items of splitRequest(groups.flat())) {
    const answered = failure ?? (await callApart(items, call).catch(toAppError));
    if (answered instanceof AppError) failure = answered;
    answers.push(...(answered instanceof AppError ? items.map(() => answered) : answered));
  }
  let from = 0;
  return groups.map(({ length }) => answers.slice(from, (from += length)));
}

/** A call that is refused as a whole is cut in halves until only the item at fault is refused. */
async function callApart<Item, Outcome>(items: Item[], call: Call<Item, Outcome>): Promise<Answer<Outcome>[]> {
  try {
    const answers = await call(items);
    if (answers.length === items.length) return answers;
    throw new AppError('INTERNAL', { message: 'the peer answered for another number of items' });
  } catch (thrown) {
    const error = toAppError(thrown);
    if (!isRefusal(error)) throw error;
    if (items.length === 1) return [error];
    const half = Math.ceil(items.length / 2);
    return [...(await callApart(items.slice(0, half), call)), ...(await callApart(items.slice(half), call))];
  }
}
