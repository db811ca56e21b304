import { randomBytes } from 'node:crypto';
import { graphErrors } from './graph-errors.js';

interface Extra {
  subcode?: number;
  /** Instead of the title of the code. */
  message?: string;
  httpStatus?: number;
  retryAfterSeconds?: number;
}

/** A refusal of the Graph API. It is a value that handlers return: on this side of the wire nothing has gone wrong. */
export class GraphError {
  readonly status: number;
  readonly message: string;

  constructor(
    readonly code: number,
    readonly details?: string,
    private readonly extra: Extra = {},
  ) {
    const spec = graphErrors[code] ?? { status: 400, title: 'Unknown error' };
    this.status = extra.httpStatus ?? spec.status;
    this.message = extra.message ?? `(#${code}) ${spec.title}`;
  }

  get retryAfterSeconds(): number | undefined {
    return this.extra.retryAfterSeconds;
  }

  toEnvelope() {
    const { code, message, details } = this;
    const { subcode } = this.extra;
    return {
      error: {
        message,
        type: 'OAuthException',
        code,
        ...(subcode !== undefined && { error_subcode: subcode }),
        ...(graphErrors[code]?.isTransient && { is_transient: true }),
        ...(details !== undefined && { error_data: { messaging_product: 'whatsapp', details } }),
        fbtrace_id: `A${randomBytes(16).toString('base64url')}`,
      },
    };
  }
}

/** What Meta says of an id that does not exist, has expired or belongs to someone else: a 400, never a 404. */
export const objectMissing = (id: string, method: string): GraphError =>
  new GraphError(100, undefined, {
    subcode: 33,
    message: `Unsupported ${method.toLowerCase()} request. Object with ID '${id}' does not exist, cannot be loaded due to missing permissions, or does not support this operation.`,
  });
