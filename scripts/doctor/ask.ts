/** What came back: an answer, or in plain words why there was none. */
export type Answered = { status: number; body: string; skewMs: number | undefined } | { trouble: string };

const TIMEOUT_MS = 5_000;

/** Asks over HTTP; never throws. `skewMs` is how far the server's clock is ahead of this one, by its Date header. */
export async function ask(url: string, init: RequestInit = {}): Promise<Answered> {
  const askedAt = Date.now();
  try {
    const response = await fetch(url, { ...init, redirect: 'manual', signal: AbortSignal.timeout(TIMEOUT_MS) });
    const middle = (askedAt + Date.now()) / 2;
    const date = Date.parse(response.headers.get('date') ?? '');
    // The header has no fractions of a second: on average it is half a second behind
    const skewMs = Number.isNaN(date) ? undefined : date + 500 - middle;
    return { status: response.status, body: await response.text(), skewMs };
  } catch (error) {
    return { trouble: troubleOf(error) };
  }
}

/** The code of a failure where it has one: the sentences of libraries may quote an address with its password. */
export function troubleOf(error: unknown): string {
  const { code, name, message = '', cause } = error as Partial<Error> & { code?: string };
  if (code && typeof code === 'string') return meanings[code] ?? code;
  if (cause) return troubleOf(cause);
  if (name === 'TimeoutError' || /time(d )?out/i.test(message)) return 'no answer in time';
  return name ?? 'it failed';
}

const meanings: Record<string, string> = {
  ECONNREFUSED: 'nothing listens there (ECONNREFUSED)',
  ENOTFOUND: 'its host name is not known (ENOTFOUND)',
  ETIMEDOUT: 'no answer (ETIMEDOUT)',
  ECONNRESET: 'it hung up (ECONNRESET)',
  '28P01': 'the password is wrong (28P01)',
  '28000': 'this login may not connect (28000)',
  '3D000': 'there is no such database (3D000)',
  '53300': 'it has no connection left (53300)',
};
