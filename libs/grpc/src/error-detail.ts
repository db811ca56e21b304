import { Metadata, type ServiceError, status } from '@grpc/grpc-js';
import { ErrorDetail } from '#libs/contracts';
import { AppError, isReason, type Reason } from '#libs/errors';

/** A trailer of our own: `grpc-status-details-bin` is by convention a google.rpc.Status. */
const TRAILER = 'parley-error-bin';

/** What a status means when the peer could not say more. */
const byStatus: Partial<Record<number, Reason>> = {
  [status.UNAVAILABLE]: 'PEER_UNAVAILABLE',
  [status.DEADLINE_EXCEEDED]: 'DEADLINE_EXCEEDED',
  [status.RESOURCE_EXHAUSTED]: 'OVERLOADED',
  [status.CANCELLED]: 'CANCELLED',
};

/** grpc-js says only in words that there was no connection to send a call on. */
const NEVER_LEFT = /No connection established|Name resolution failed/;

/** For an item of a batch; the cause never leaves the process. */
export const toDetail = ({ reason, retryable, metadata }: AppError): ErrorDetail => ({ reason, retryable, metadata });

export const fromDetail = (
  { reason, metadata }: ErrorDetail,
  extra: { message?: string; cause?: unknown } = {},
): AppError => new AppError(isReason(reason) ? reason : 'INTERNAL', { ...extra, metadata });

/** What a failed call answers. */
export function toWire(error: AppError) {
  const metadata = new Metadata();
  metadata.set(TRAILER, Buffer.from(ErrorDetail.encode(toDetail(error)).finish()));
  return { code: error.spec.grpc, details: error.message, metadata };
}

/** What a caller makes of a failed call: the peer's reason, or one of ours when it could not answer. */
export function fromWire(error: unknown): AppError {
  if (error instanceof AppError) return error;
  const { code, details, metadata } = error as Partial<ServiceError>;
  const detail = readTrailer(metadata);
  if (detail) return fromDetail(detail, { message: details, cause: error });
  if (code === status.UNAVAILABLE && NEVER_LEFT.test(details ?? ''))
    return new AppError('PEER_UNREACHABLE', { cause: error });
  return new AppError(byStatus[code ?? status.UNKNOWN] ?? 'INTERNAL', { cause: error });
}

/** Whether the peer itself says why a call failed. */
export const isAnswer = (error: unknown): boolean =>
  readTrailer((error as Partial<ServiceError>).metadata) !== undefined;

/** Undefined when there is none, or none that can be read. */
function readTrailer(metadata?: Metadata): ErrorDetail | undefined {
  const [bytes] = metadata?.get(TRAILER) ?? [];
  try {
    return bytes instanceof Buffer ? ErrorDetail.decode(bytes) : undefined;
  } catch {
    return undefined;
  }
}
