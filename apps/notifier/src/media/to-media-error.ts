import { AppError, type Reason } from '#libs/errors';
import { classifyGraphError, field, type GraphErrorClass, readGraphError } from '../graph/graph-errors.js';

/** Code 100 with this subcode: the object is unknown, foreign or has expired. */
const OBJECT_MISSING = 33;

const byClass: Partial<Record<GraphErrorClass, Reason>> = {
  throttled: 'OVERLOADED',
  outcome_unknown: 'PEER_UNAVAILABLE', // a read: repeating it is harmless
  credentials: 'MISCONFIGURED',
  our_bug: 'NOT_FOUND',
  media: 'NOT_FOUND',
};

/** What an answer other than 200 means for a file; only a retryable reason is tried again. */
export function toMediaError(status: number, body: string): AppError {
  const error = readGraphError(parse(body));
  const metadata = { status: `${status}`, ...(error && { code: `${error.code}` }) };
  if (error?.subcode === OBJECT_MISSING) return new AppError('NOT_FOUND', { message: 'no such file', metadata });
  const reason = error && byClass[classifyGraphError(error)];
  if (reason) return new AppError(reason, { message: 'the API did not give the file', metadata });
  return new AppError(reasonOf(status), { message: 'the API did not give the file', metadata });
}

function reasonOf(status: number): Reason {
  if (status === 429) return 'OVERLOADED';
  if (status === 401 || status === 403) return 'MISCONFIGURED';
  if (status >= 300 && status < 400) return 'MEDIA_REFUSED';
  return status >= 500 ? 'PEER_UNAVAILABLE' : 'NOT_FOUND';
}

export interface ResolvedFile {
  url: string;
  mimeType: string;
  /** 0 when the API does not say. */
  size: number;
}

/** What the first step answers. @throws AppError PEER_UNAVAILABLE when it cannot be read */
export function readResolved(body: string): ResolvedFile {
  const content = parse(body);
  const [url, mimeType, size] = [field(content, 'url'), field(content, 'mime_type'), field(content, 'file_size')];
  if (typeof url !== 'string' || !URL.canParse(url)) {
    throw new AppError('PEER_UNAVAILABLE', { message: 'the API answered without the address of the file' });
  }
  return { url, mimeType: typeof mimeType === 'string' ? mimeType : '', size: Number(size) || 0 };
}

function parse(body: string): unknown {
  try {
    return JSON.parse(body) as unknown;
  } catch {
    return undefined;
  }
}
