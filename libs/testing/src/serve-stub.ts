import { Server, ServerCredentials, type UntypedHandleCall } from '@grpc/grpc-js';
import type { ServiceDefinition } from '#libs/grpc';

export interface Stub {
  /** Target for clients. */
  url: string;
  stop(): Promise<void>;
}

/**
 * Serves a peer's contract with plain grpc-js handlers, so that a spec decides what the peer answers.
 * @param port a free one unless given: a stub that stopped can come back
 * @param address another one of this machine for replicas that share a port, as pods do
 */
export async function serveStub(
  service: ServiceDefinition,
  handlers: Record<string, UntypedHandleCall>,
  port = 0,
  address = '127.0.0.1',
): Promise<Stub> {
  const server = new Server();
  server.addService(service, handlers);
  const bound = await new Promise<number>((resolve, reject) =>
    server.bindAsync(`${address}:${port}`, ServerCredentials.createInsecure(), (error, actual) =>
      error ? reject(error) : resolve(actual),
    ),
  );
  return { url: `${address}:${bound}`, stop: async () => server.forceShutdown() };
}
