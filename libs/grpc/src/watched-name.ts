import dns from 'node:dns';

/** What a look found: addresses in a steady order, or why there are none. */
export type Found = { addresses: string[] } | { failure: string };
export type Ear = (found: Found) => void;

/** A replica that was added or taken away is known this soon; a query for each process and peer every two seconds. */
const LOOK_EVERY_MS = 2_000;
/** While nothing is found: a peer that starts is not waited for longer than it takes. */
const LOOK_AGAIN_MS = 500;
const LOOK_TIMEOUT_MS = 2_000;

/**
 * A host name whose addresses are looked up for as long as somebody wants to know them. gRPC itself looks again only when
 * a connection is lost, so a replica that is added to healthy ones would get no call.
 */
export class WatchedName {
  private static readonly watched = new Map<string, WatchedName>();

  private readonly ears = new Map<Ear, string | undefined>();
  private readonly find: (host: string) => Promise<string[]>;
  private found?: Found;
  private timer?: NodeJS.Timeout;
  private isLooking = false;

  private constructor(
    private readonly host: string,
    server: string,
  ) {
    this.find = server ? asking(server) : findByHost;
  }

  /**
   * Calls `ear` soon with what stands behind the name, and again whenever it is something else.
   * @param server address of the DNS server to ask; else what the machine asks
   * @returns ends it
   */
  static watch(host: string, server: string, ear: Ear): () => void {
    const key = `${server}/${host}`;
    const name = this.watched.get(key) ?? new WatchedName(host, server);
    this.watched.set(key, name);
    name.ears.set(ear, undefined);
    name.begin();
    return () => {
      name.ears.delete(ear);
      if (name.ears.size > 0) return;
      clearTimeout(name.timer);
      this.watched.delete(key);
    };
  }

  private begin(): void {
    if (this.found) setImmediate(() => this.tell());
    else if (!this.isLooking && !this.timer) void this.look();
  }

  /** Never rejects: what went wrong is told. */
  private async look(): Promise<void> {
    this.isLooking = true;
    try {
      this.found = { addresses: (await this.find(this.host)).sort() };
    } catch (error) {
      this.found = { failure: (error as NodeJS.ErrnoException).code ?? 'failed' };
    }
    this.isLooking = false;
    if (this.ears.size === 0) return;
    this.timer = setTimeout(() => void this.look(), 'failure' in this.found ? LOOK_AGAIN_MS : LOOK_EVERY_MS).unref();
    this.tell();
  }

  /** Everybody what they have not heard yet. */
  private tell(): void {
    const words = JSON.stringify(this.found);
    for (const [ear, heard] of this.ears) {
      if (heard === words) continue;
      this.ears.set(ear, words);
      ear(this.found!);
    }
  }
}

async function findByHost(host: string): Promise<string[]> {
  const found = await dns.promises.lookup(host, { all: true });
  return found.map(({ address }) => address);
}

/** Asks one server alone, without the files of the machine. */
function asking(server: string): (host: string) => Promise<string[]> {
  const resolver = new dns.promises.Resolver({ timeout: LOOK_TIMEOUT_MS, tries: 1 });
  resolver.setServers([server]);
  return (host) => resolver.resolve4(host);
}
