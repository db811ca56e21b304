import { Client, type ClientOptions, type ClientReadableStream, Metadata } from '@grpc/grpc-js';
import { AppError, toAppError } from '#libs/errors';
import { startCall } from '#libs/observability';
import { type EdgeName, edges, once } from '#libs/resilience';
import { CallGuard } from './call-guard.js';
import { channelOptions } from './channel-options.js';
import { fullName, type RequestOf, type ResponseOf, type ServiceDefinition } from './contract.js';
import { fromWire } from './error-detail.js';
import { watchedTarget } from './named-peer.resolver.js';
import { channelCredentials } from './peer-tls.js';

type Unary<S> = { [K in keyof S]: S[K] extends { responseStream: false } ? K : never }[keyof S] & string;
type Streaming<S> = { [K in keyof S]: S[K] extends { responseStream: true } ? K : never }[keyof S] & string;

export interface CallOptions {
  /** What is left for this call; the edge's own deadline is the most. */
  timeoutMs?: number;
  signal?: AbortSignal;
  /** Trace contexts of the items of a call that carries several. */
  traces?: readonly string[];
}

/** A typed client of one service: every call has the deadline of its edge, fails with an AppError, and is counted. */
export class GrpcClient<S extends ServiceDefinition> {
  /**
   * One for each rpc, over the same connections, so that replicas take turns in each rpc by itself. In a common turn two rpcs
   * that are called alternately reach one of two replicas each, and never the other.
   */
  private readonly channels = new Map<string, Client>();
  private readonly target: string;
  private readonly options: ClientOptions;
  private readonly peer: string;
  private readonly guards = new Map<EdgeName, CallGuard>();
  private isClosed = false;

  /** @param edgeOf the edge of each rpc that this caller uses */
  constructor(
    private readonly service: S,
    target: string,
    private readonly edgeOf: Partial<Record<keyof S & string, EdgeName>>,
  ) {
    this.peer = fullName(service).split('.')[0]!;
    this.target = watchedTarget(target);
    this.options = channelOptions(service, edgeOf);
  }

  /** @throws AppError with the peer's reason, or CIRCUIT_OPEN, PEER_UNREACHABLE, PEER_UNAVAILABLE, DEADLINE_EXCEEDED, CANCELLED */
  call<K extends Unary<S>>(rpc: K, request: RequestOf<S[K]>, options: CallOptions = {}): Promise<ResponseOf<S[K]>> {
    const { path, requestSerialize, responseDeserialize } = this.service[rpc]!;
    return this.begin<ResponseOf<S[K]>>(rpc, options, (deadline, end) =>
      this.channelOf(rpc).makeUnaryRequest<RequestOf<S[K]>, ResponseOf<S[K]>>(
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
    return this.begin<void>(rpc, options, (deadline, end, opened) => {
      const call: ClientReadableStream<ResponseOf<S[K]>> = this.channelOf(rpc).makeServerStreamRequest<
        RequestOf<S[K]>,
        ResponseOf<S[K]>
      >(path, requestSerialize, responseDeserialize, request, new Metadata(), { deadline });
      call.once('data', opened);
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
    { timeoutMs = Infinity, signal, traces }: CallOptions,
    start: (
      deadline: number,
      end: (failure: Error | null, response?: T) => void,
      opened: () => void,
    ) => { cancel(): void },
  ): Promise<T> {
    const edge = this.edgeOf[rpc];
    if (!edge) throw new AppError('INTERNAL', { message: `${rpc} has no row in the table of edges` });
    if (signal?.aborted) throw new AppError('CANCELLED');
    if (this.isClosed) throw new AppError('PEER_UNREACHABLE', { message: 'this client is closed' });
    const deadline = Date.now() + Math.min(timeoutMs, edges[edge].deadlineMs);
    const finish = startCall(this.peer, rpc, { traces });
    let cancel = (): void => undefined;
    try {
      const response = await this.guardOf(edge).run(
        (opened) =>
          new Promise<T>((resolve, reject) => {
            if (signal?.aborted) return reject(new AppError('CANCELLED')); // while it waited for a place
            const end = (failure: Error | null, given?: T) => (failure ? reject(failure) : resolve(given as T));
            const call = start(deadline, end, opened);
            cancel = () => call.cancel();
            signal?.addEventListener('abort', cancel);
          }),
      );
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

  private channelOf(rpc: string): Client {
    const channel = this.channels.get(rpc) ?? new Client(this.target, channelCredentials(), this.options);
    this.channels.set(rpc, channel);
    return channel;
  }

  private guardOf(edge: EdgeName): CallGuard {
    const guard = this.guards.get(edge) ?? new CallGuard(edge, this.peer);
    this.guards.set(edge, guard);
    return guard;
  }

  readonly close = once(async () => {
    this.isClosed = true;
    this.channels.forEach((channel) => channel.close());
  });
}
