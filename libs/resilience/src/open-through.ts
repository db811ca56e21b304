import type { Breaker } from './breaker.js';

/**
 * Puts a breaker before what takes long: it judges how that begins, so that a probe is over with the first answer and not
 * with the last one.
 * @param start calls `opened` at the first answer; an end without one is judged as it is
 */
export async function openThrough<T>(breaker: Breaker, start: (opened: () => void) => Promise<T>): Promise<T> {
  let whole!: Promise<T>;
  await breaker.execute(
    () =>
      new Promise<void>((resolve, reject) => {
        whole = start(resolve);
        whole.then(() => resolve(), reject);
      }),
  );
  return whole;
}
