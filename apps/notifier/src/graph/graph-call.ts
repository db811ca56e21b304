import type { Dispatcher } from 'undici';
import { AppError } from '#libs/errors';

type Headers = Record<string, string | string[] | undefined>;

/** What came of one POST: an answer, or a failure with the evidence of how far the request got. */
export type CallResult =
  | { status: number; headers: Headers; body: string }
  | {
      status: undefined;
      errorCode: string;
      /** Whether the request's headers went to the socket; undefined when that cannot be known. */
      headersLeft: boolean | undefined;
    };

export interface GraphCallOptions {
  timeoutMs: number;
  /** Whether `headersLeft` can be trusted. */
  isTraced: boolean;
  /** Asked in the tick in which the request is written; false ends the call as LEASE_LOST, unsent. */
  mayLeave?: () => boolean;
  /** The whole request is with the kernel. */
  onSent?: () => void;
}

/** The error code of a call that nobody gave a token for. */
export const TOKEN_MISSING = 'TOKEN_MISSING';

const MAX_ANSWER_BYTES = 256 * 1024;

/**
 * One POST as undici's handler: it asks for permission at the last moment before its bytes are written, and never waits
 * longer than its limit. Cheaper than `Pool.request`, which makes a stream of every answer.
 */
export class GraphCall implements Dispatcher.DispatchHandler {
  /** Set by the evidence of the diagnostics channel. */
  headersLeft = false;
  readonly result: Promise<CallResult>;
  private resolve!: (result: CallResult) => void;
  private controller?: Dispatcher.DispatchController;
  private readonly limit: NodeJS.Timeout;
  private isOverdue = false;
  private status = 0;
  private headers: Headers = {};
  private readonly chunks: Buffer[] = [];
  private length = 0;

  constructor(private readonly options: GraphCallOptions) {
    this.result = new Promise((resolve) => (this.resolve = resolve));
    this.limit = setTimeout(() => this.expire(), options.timeoutMs);
  }

  /** Ends a call that is never handed to a connection. */
  refuse(errorCode: string): Promise<CallResult> {
    this.settle({ status: undefined, errorCode, headersLeft: false });
    return this.result;
  }

  onRequestStart(controller: Dispatcher.DispatchController): void {
    this.controller = controller;
    if (this.isOverdue) controller.abort(new AppError('DEADLINE_EXCEEDED'));
    else if (this.options.mayLeave?.() === false) controller.abort(new AppError('LEASE_LOST'));
  }

  onRequestSent(): void {
    this.options.onSent?.();
  }

  onResponseStart(_: Dispatcher.DispatchController, status: number, headers: Headers): void {
    this.status = status;
    this.headers = headers;
  }

  onResponseData(controller: Dispatcher.DispatchController, chunk: Buffer): void {
    this.length += chunk.length;
    if (this.length > MAX_ANSWER_BYTES) controller.abort(new AppError('BODY_TOO_LARGE'));
    else this.chunks.push(chunk);
  }

  onResponseEnd(): void {
    const body = this.chunks.length === 1 ? this.chunks[0]! : Buffer.concat(this.chunks);
    this.settle({ status: this.status, headers: this.headers, body: body.toString() });
  }

  onResponseError(_: Dispatcher.DispatchController, error: Error): void {
    const headersLeft = this.options.isTraced ? this.headersLeft : undefined;
    this.settle({ status: undefined, errorCode: codeOf(error), headersLeft });
  }

  /** A request that still waits for its connection cannot be ended; it is stopped when the connection stands. */
  private expire(): void {
    this.isOverdue = true;
    this.controller?.abort(new AppError('DEADLINE_EXCEEDED'));
  }

  private settle(result: CallResult): void {
    clearTimeout(this.limit);
    this.resolve(result);
  }
}

function codeOf(error: Error): string {
  if (error instanceof AppError) return error.reason;
  const code = 'code' in error ? String(error.code) : '';
  return code || error.name;
}
