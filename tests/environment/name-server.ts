import { createSocket, type Socket } from 'node:dgram';
import { once } from 'node:events';

const TYPE_A = 1;
const HEADER = 12;
/** Response, authoritative; with the error "no such name". */
const [ANSWERED, UNKNOWN] = [0x8400, 0x8403];

/** A DNS server whose names stand for what a test says, as those of headless services do for their pods. */
export class NameServer {
  /** IPv4 addresses by name. */
  readonly records = new Map<string, string[]>();
  private readonly socket: Socket = createSocket('udp4');

  static async start(port: number): Promise<NameServer> {
    const server = new NameServer();
    server.socket.on('message', (query, { port: from, address }) =>
      server.socket.send(server.answer(query), from, address),
    );
    server.socket.bind(port, '127.0.0.1');
    await once(server.socket, 'listening');
    return server;
  }

  async stop(): Promise<void> {
    this.socket.close();
    await once(this.socket, 'close');
  }

  /** To a query with one question. */
  private answer(query: Buffer): Buffer {
    const labels: string[] = [];
    let at = HEADER;
    while (query[at]! > 0) {
      labels.push(query.toString('latin1', at + 1, at + 1 + query[at]!));
      at += query[at]! + 1;
    }
    const question = query.subarray(HEADER, at + 5);
    const found = this.records.get(labels.join('.').toLowerCase());
    const addresses = query.readUInt16BE(at + 1) === TYPE_A ? (found ?? []) : [];
    const header = Buffer.from(query.subarray(0, HEADER));
    header.writeUInt16BE(found ? ANSWERED : UNKNOWN, 2);
    [1, addresses.length, 0, 0].forEach((count, index) => header.writeUInt16BE(count, 4 + 2 * index));
    return Buffer.concat([header, question, ...addresses.map(recordOf)]);
  }
}

/** Of the name at the question, for no time at all. */
function recordOf(address: string): Buffer {
  return Buffer.from([0xc0, HEADER, 0, TYPE_A, 0, 1, 0, 0, 0, 0, 0, 4, ...address.split('.').map(Number)]);
}
