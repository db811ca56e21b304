import type { ServerResponse } from 'node:http';
import { sendJson } from './http-body.ts';

/** What the Graph API does with one send. Whether it took the message and whether the sender learns of it are two things. */
export interface GraphOutcome {
  accepts: boolean;
  answer:
    | { kind: 'normal' }
    /** A Graph error object; `code` 131056 for one is the limit of a pair. */
    | { kind: 'error'; status: number; code: number; retryAfterSeconds?: number; isTransient?: boolean }
    /** The connection is cut where the answer should come: `headers` after 200 and half a body. */
    | { kind: 'cut'; at: 'answer' | 'body' }
    /** Nothing comes, until the sender gives up. */
    | { kind: 'silence' }
    /** 200, but nothing in it says which message it became. */
    | { kind: 'unreadable' };
  delayMs?: number;
}

/** The outcomes that the notifier's protocol tells apart. */
export const outcomes = {
  accepted: { accepts: true, answer: { kind: 'normal' } },
  answerLost: { accepts: true, answer: { kind: 'cut', at: 'answer' } },
  bodyCut: { accepts: true, answer: { kind: 'cut', at: 'body' } },
  acceptedThen500: { accepts: true, answer: { kind: 'error', status: 500, code: 131000 } },
  acceptedThenSilent: { accepts: true, answer: { kind: 'silence' } },
  acceptedUnreadable: { accepts: true, answer: { kind: 'unreadable' } },
  refused500: { accepts: false, answer: { kind: 'error', status: 500, code: 131000 } },
  cutBeforeAccept: { accepts: false, answer: { kind: 'cut', at: 'answer' } },
  silentBeforeAccept: { accepts: false, answer: { kind: 'silence' } },
  throttledPair: { accepts: false, answer: { kind: 'error', status: 400, code: 131056 } },
  throttledNumber: { accepts: false, answer: { kind: 'error', status: 429, code: 130429, retryAfterSeconds: 1 } },
  badToken: { accepts: false, answer: { kind: 'error', status: 401, code: 190 } },
  windowClosed: { accepts: false, answer: { kind: 'error', status: 400, code: 131047 } },
  undeliverable: { accepts: false, answer: { kind: 'error', status: 400, code: 131026 } },
} as const satisfies Record<string, GraphOutcome>;

export function answerWith({ answer }: GraphOutcome, response: ServerResponse, success: object): void {
  switch (answer.kind) {
    case 'normal':
      return sendJson(response, success);
    case 'error':
      if (answer.retryAfterSeconds !== undefined) response.setHeader('retry-after', `${answer.retryAfterSeconds}`);
      return sendJson(response, toGraphError(answer.code, answer.isTransient), answer.status);
    case 'cut':
      return cut(response, answer.at, success);
    case 'unreadable':
      return sendJson(response, { messaging_product: 'whatsapp' });
    case 'silence':
      return;
  }
}

function cut(response: ServerResponse, at: 'answer' | 'body', success: object): void {
  if (at === 'answer') return void response.socket?.destroy();
  const text = JSON.stringify(success);
  response.writeHead(200, { 'content-type': 'application/json', 'content-length': Buffer.byteLength(text) });
  response.write(text.slice(0, text.length / 2), () => setTimeout(() => response.socket?.destroy(), 20));
}

function toGraphError(code: number, isTransient = false): object {
  const message = `(#${code}) as the test wants it`;
  return { error: { message, type: 'OAuthException', code, is_transient: isTransient, fbtrace_id: 'Atest' } };
}
