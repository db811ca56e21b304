import { once } from 'node:events';
import { type AddressInfo, connect, createServer, type Server, type Socket } from 'node:net';
import { FaultyStream, type Link } from './faulty-stream.ts';
import type { Applied, LinkFault } from './link-fault.ts';

interface Connection {
  near: Socket;
  far: Socket;
}

/** Lets a process be reached under another address too, and does to what passes there whatever a test wants. */
export class FaultProxy {
  private readonly faults = new Set<Applied>();
  private readonly live = new Set<Connection>();
  private readonly server: Server;
  /** Told when a fault came or went. */
  private changed = Promise.withResolvers<void>();
  private readonly toPort: number;
  private readonly random: () => number;

  private constructor(toPort: number, random: () => number) {
    this.toPort = toPort;
    this.random = random;
    const options = { allowHalfOpen: true, pauseOnConnect: true };
    this.server = createServer(options, (near) => void this.accept(near));
  }

  /** @param random of jitter */
  static async start(
    toPort: number,
    { address = '127.0.0.1', port = 0, random = Math.random } = {},
  ): Promise<FaultProxy> {
    const proxy = new FaultProxy(toPort, random);
    proxy.server.listen(port, address);
    await once(proxy.server, 'listening');
    return proxy;
  }

  get port(): number {
    return (this.server.address() as AddressInfo).port;
  }

  add(fault: LinkFault): Applied {
    const applied: Applied = {
      fault,
      fired: 0,
      remove: () => {
        this.faults.delete(applied);
        this.tell();
      },
    };
    this.faults.add(applied);
    this.tell();
    return applied;
  }

  /** RST to both sides of every connection that there is; answers how many. */
  cutAll(): number {
    const cut = [...this.live];
    for (const { near, far } of cut) {
      near.resetAndDestroy();
      far.resetAndDestroy();
    }
    return cut.length;
  }

  heal(): void {
    this.faults.clear();
    this.tell();
  }

  async stop(): Promise<void> {
    this.heal();
    this.server.close();
    for (const { near, far } of this.live) [near, far].forEach((socket) => socket.destroy());
    if (this.server.listening) await once(this.server, 'close');
  }

  private tell(): void {
    this.changed.resolve();
    this.changed = Promise.withResolvers();
  }

  /** No connection is made through a hole: a handshake needs both ways. */
  private async accept(near: Socket): Promise<void> {
    near.on('error', () => undefined);
    while ([...this.faults].some(({ fault }) => fault.kind === 'blackhole')) await this.changed.promise;
    if (near.destroyed) return;
    const far = connect({ port: this.toPort, host: '127.0.0.1', allowHalfOpen: true });
    const connection = { near, far };
    this.live.add(connection);
    const gone = (socket: Socket, other: Socket) => {
      this.live.delete(connection);
      if (socket.errored) other.resetAndDestroy();
      else other.destroySoon();
    };
    for (const [socket, other] of [
      [near, far],
      [far, near],
    ] as const)
      socket
        .setNoDelay(true)
        .on('error', () => undefined)
        .on('close', () => gone(socket, other));
    const link: Link = {
      faults: this.faults,
      random: this.random,
      whenChanged: () => this.changed.promise,
      silenced: new Set(),
    };
    new FaultyStream(link, 'upstream', near, far);
    new FaultyStream(link, 'downstream', far, near);
    near.resume();
  }
}
