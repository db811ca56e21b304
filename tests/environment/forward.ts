import { once } from 'node:events';
import { connect, createServer, type Socket } from 'node:net';

export interface Forwarder {
  stop(): Promise<void>;
}

/** Lets a process be reached under another address too, as a pod has one of its own. */
export async function forward(from: { address: string; port: number }, toPort: number): Promise<Forwarder> {
  const sockets = new Set<Socket>();
  const server = createServer((near) => {
    const far = connect(toPort, '127.0.0.1');
    for (const [one, other] of [
      [near, far],
      [far, near],
    ] as const) {
      sockets.add(one);
      one.setNoDelay(true).pipe(other);
      one.on('error', () => other.destroy()).on('close', () => (sockets.delete(one), other.destroy()));
    }
  });
  server.listen(from.port, from.address);
  await once(server, 'listening');
  return {
    stop: async () => {
      server.close();
      sockets.forEach((socket) => socket.destroy());
      await once(server, 'close');
    },
  };
}
