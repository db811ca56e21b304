import { Client, type ClientReadableStream, credentials, Metadata } from '@grpc/grpc-js';
import { AppError, toAppError } from '#libs/errors';
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
  private isClosed = false;

  /** @param edgeOf the edge of each rpc that this caller uses */
  constructor(
    private readonly service: S,
    target: string,
    private readonly edgeOf: Partial<Record<keyof S & string, EdgeName>>,
  ) {
    this.peer = fullName(service).split('.')[0]!;
    this.channel = new Client(target, credentials.createInsecure(), channelOptions(service, edgeOf));
  }

  /** @throws AppError with the peer's reason, or PEER_UNREACHABLE, PEER_UNAVAILABLE, DEADLINE_EXCEEDED, CANCELLED */
  call<K extends Unary<S>>(rpc: K, request: RequestOf<S[K]>, options: CallOptions = {}): Promise<ResponseOf<S[K]>> {
    const { path, requestSerialize, responseDeserialize } = this.service[rpc]!;
    return this.begin<ResponseOf<S[K]>>(rpc, options, (deadline, end) =>
      this.channel.makeUnaryRequest<RequestOf<S[K]>, ResponseOf<S[K]>>(
        path,
        requestSerialize,
        responseDeserialize,
        request,
        new Metadata(),
        { deadline },
        end,
      ),
    );
  }

  /**
   * Calls `onResponse` for each response; resolves when the stream has ended. An error of `onResponse` cancels it.
   * @throws AppError like `call`
   */
  stream<K extends Streaming<S>>(
    rpc: K,
    request: RequestOf<S[K]>,
    onResponse: (response: ResponseOf<S[K]>) => void,
    options: CallOptions = {},
  ): Promise<void> {
    const { path, requestSerialize, responseDeserialize } = this.service[rpc]!;
    return this.begin<void>(rpc, options, (deadline, end) => {
      const call: ClientReadableStream<ResponseOf<S[K]>> = this.channel.makeServerStreamRequest<
        RequestOf<S[K]>,
        ResponseOf<S[K]>
      >(path, requestSerialize, responseDeserialize, request, new Metadata(), { deadline });
      call.on('data', (response: ResponseOf<S[K]>) => {
        try {
          onResponse(response);
        } catch (error) {
          end(toAppError(error));
          call.cancel();
        }
      });
      return call.on('error', end).on('end', () => end(null));
    });
  }

  /** What both kinds of calls share: a deadline, a signal that may end them, and one end that is counted. */
  private async begin<T>(
    rpc: keyof S & string,
    { timeoutMs = Infinity, signal }: CallOptions,
    start: (deadline: number, end: (failure: Error | null, response?: T) => void) => { cancel(): void },
  ): Promise<T> {
    const edge = this.edgeOf[rpc];
    if (!edge) throw new AppError('INTERNAL', { message: `${rpc} has no row in the table of edges` });
    if (signal?.aborted) throw new AppError('CANCELLED');
    if (this.isClosed) throw new AppError('PEER_UNREACHABLE', { message: 'this client is closed' });
    const deadline = Date.now() + Math.min(timeoutMs, edges[edge].deadlineMs);
    const finish = startCall(this.peer, rpc);
    let cancel = (): void => undefined;
    try {
      const response = await new Promise<T>((resolve, reject) => {
        const call = start(deadline, (failure, given) => (failure ? reject(failure) : resolve(given as T)));
        cancel = () => call.cancel();
        signal?.addEventListener('abort', cancel);
      });
      finish('ok');
      return response;
    } catch (failure) {
      const error = fromWire(failure);
      finish(error.reason);
      throw error;
    } finally {
      signal?.removeEventListener('abort', cancel);
    }
  }

  readonly close = once(async () => {
    this.isClosed = true;
    this.channel.close();
  });
}
