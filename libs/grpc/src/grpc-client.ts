import { Client, type ClientReadableStream, credentials, Metadata } from '@grpc/grpc-js';
import { AppError } from '#libs/errors';
import { startCall } from '#libs/observability';
import { type EdgeName, edges, once } from '#libs/resilience';
import { channelOptions } from './channel-options.js';
import { fullName, type RequestOf, type ResponseOf, type ServiceDefinition } from './contract.js';
import { fromWire } from './error-detail.js';

type Unary<S> = { [K in keyof S]: S[K] extends { responseStream: false } ? K : never }[keyof S] & string;
type Streaming<S> = { [K in keyof S]: S[K] extends { responseStream: true } ? K : never }[keyof S] & string;

export interface CallOptions {
  /** What is left for this call; the edge's own deadline is the most. */
  timeoutMs?: number;
  signal?: AbortSignal;
}

/** A typed client of one service: every call has the deadline of its edge, fails with an AppError, and is counted. */
export class GrpcClient<S extends ServiceDefinition> {
  private readonly channel: Client;
  private readonly peer: string;

  /** @param edgeOf the edge of each rpc that this caller uses */
  constructor(
    private readonly service: S,
    target: string,
    private readonly edgeOf: Partial<Record<keyof S & string, EdgeName>>,
  ) {
    this.peer = fullName(service).split('.')[0]!;
    this.channel = new Client(target, credentials.createInsecure(), channelOptions(service, edgeOf));
  }

  /** @throws AppError with the peer's reason, or PEER_UNAVAILABLE, DEADLINE_EXCEEDED */
  call<K extends Unary<S>>(rpc: K, request: RequestOf<S[K]>, options: CallOptions = {}): Promise<ResponseOf<S[K]>> {
    const { path, requestSerialize, responseDeserialize } = this.service[rpc]!;
    const finish = startCall(this.peer, rpc);
    return new Promise((resolve, reject) => {
      const call = this.channel.makeUnaryRequest<RequestOf<S[K]>, ResponseOf<S[K]>>(
        path,
        requestSerialize,
        responseDeserialize,
        request,
        new Metadata(),
        { deadline: this.deadline(rpc, options) },
        (failure, response) => {
          const error = failure ? fromWire(failure) : undefined;
          finish(error?.reason ?? 'ok');
          if (error) reject(error);
          else resolve(response!);
        },
      );
      options.signal?.addEventListener('abort', () => call.cancel(), { once: true });
    });
  }

  /** Calls `onResponse` for each response; resolves when the stream has ended. @throws AppError like `call` */
  stream<K extends Streaming<S>>(
    rpc: K,
    request: RequestOf<S[K]>,
    onResponse: (response: ResponseOf<S[K]>) => void,
    options: CallOptions = {},
  ): Promise<void> {
    const { path, requestSerialize, responseDeserialize } = this.service[rpc]!;
    const finish = startCall(this.peer, rpc);
    return new Promise((resolve, reject) => {
      const call: ClientReadableStream<ResponseOf<S[K]>> = this.channel.makeServerStreamRequest<
        RequestOf<S[K]>,
        ResponseOf<S[K]>
      >(path, requestSerialize, responseDeserialize, request, new Metadata(), {
        deadline: this.deadline(rpc, options),
      });
      options.signal?.addEventListener('abort', () => call.cancel(), { once: true });
      call.on('data', onResponse);
      call.on('error', (failure) => {
        const error = fromWire(failure);
        finish(error.reason);
        reject(error);
      });
      call.on('end', () => {
        finish('ok');
        resolve();
      });
    });
  }

  private deadline(rpc: keyof S & string, { timeoutMs = Infinity }: CallOptions): number {
    const edge = this.edgeOf[rpc];
    if (!edge) throw new AppError('INTERNAL', { message: `${rpc} has no row in the table of edges` });
    return Date.now() + Math.min(timeoutMs, edges[edge].deadlineMs);
  }

  readonly close = once(async () => this.channel.close());
}
