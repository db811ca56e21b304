import { Server, ServerCredentials, type UntypedHandleCall } from '@grpc/grpc-js';
import type { ServiceDefinition } from '#libs/grpc';

export interface Stub {
  /** Target for clients. */
  url: string;
  stop(): Promise<void>;
}

/** Serves a peer's contract on a free port with plain grpc-js handlers, so that a spec decides what the peer answers. */
export async function serveStub(
  service: ServiceDefinition,
  handlers: Record<string, UntypedHandleCall>,
): Promise<Stub> {
  const server = new Server();
  server.addService(service, handlers);
  const port = await new Promise<number>((resolve, reject) =>
    server.bindAsync('127.0.0.1:0', ServerCredentials.createInsecure(), (error, bound) =>
      error ? reject(error) : resolve(bound),
    ),
  );
  return { url: `127.0.0.1:${port}`, stop: async () => server.forceShutdown() };
}
