import { classifyGraphError, field, type GraphError, type GraphErrorClass, readGraphError } from './graph-errors.js';
import { type CallResult, TOKEN_MISSING } from './graph-call.js';
import { readRetryAfter } from './read-retry-after.js';

/** What one call proves. */
export type Finding =
  | { kind: 'accepted'; wamid: string }
  /** The request never left. `isTrusted` is false when the server's certificate was refused. */
  | { kind: 'not_sent'; reason: string; isTrusted: boolean }
  /** Nothing left, and nothing will before somebody configures a token for the number. */
  | { kind: 'tokenless' }
  | { kind: 'rejected'; error: GraphError; errorClass: GraphErrorClass; retryAfterMs?: number }
  | { kind: 'unknown'; reason: string };

/** Errors that come before any byte of the request, whoever reports them. */
const beforeRequest = new Set(['ECONNREFUSED', 'ENOTFOUND', 'EAI_AGAIN', 'UND_ERR_CONNECT_TIMEOUT', 'LEASE_LOST']);
const certificate = /CERT|SELF_SIGNED|UNABLE_TO_|ERR_TLS/;

/** Judges by evidence: whether the headers left, and what came back. The name of an error alone proves nothing. */
export function classifyAnswer(result: CallResult): Finding {
  return result.status === undefined ? classifyFailure(result) : classifyResponse(result);
}

function classifyFailure({ headersLeft, errorCode }: CallResult & { status: undefined }): Finding {
  if (errorCode === TOKEN_MISSING) return { kind: 'tokenless' };
  const reason = errorCode.toLowerCase();
  // Without evidence only errors that cannot come later count
  const isUnsent = headersLeft === undefined ? beforeRequest.has(errorCode) : !headersLeft;
  return isUnsent ? { kind: 'not_sent', reason, isTrusted: !certificate.test(errorCode) } : { kind: 'unknown', reason };
}

function classifyResponse({ status, headers, body }: CallResult & { status: number }): Finding {
  const content = parse(body);
  const error = readGraphError(content);
  if (error) {
    const errorClass = classifyGraphError(error);
    const isUnknown = errorClass === 'outcome_unknown' || (errorClass === 'unlisted' && status >= 500);
    if (isUnknown) return { kind: 'unknown', reason: `graph_${error.code}` };
    return { kind: 'rejected', error, errorClass, retryAfterMs: readRetryAfter(headers) };
  }
  const wamid = status === 200 ? wamidOf(content) : undefined;
  if (wamid) return { kind: 'accepted', wamid };
  if (status === 429) {
    const throttled: GraphError = { code: 429, details: '', isTransient: true };
    return { kind: 'rejected', error: throttled, errorClass: 'throttled', retryAfterMs: readRetryAfter(headers) };
  }
  return { kind: 'unknown', reason: status === 200 ? 'unreadable_200' : `http_${status}` };
}

function wamidOf(content: unknown): string | undefined {
  const messages = field(content, 'messages');
  const id = Array.isArray(messages) ? field(messages[0], 'id') : undefined;
  return typeof id === 'string' && /^[\x21-\x7e]{1,500}$/.test(id) ? id : undefined;
}

function parse(body: string): unknown {
  try {
    return JSON.parse(body) as unknown;
  } catch {
    return undefined;
  }
}
