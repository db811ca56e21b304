import { once } from 'node:events';
import type { Socket } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Applied, LinkFault, Way } from './link-fault.ts';

/** What both ways of one connection share. */
export interface Link {
  faults: ReadonlySet<Applied>;
  random: () => number;
  /** Resolves when a fault comes or goes. */
  whenChanged(): Promise<void>;
  /** Ways in which nothing passes any more. */
  silenced: Set<Way>;
}

interface Chunk {
  bytes: Buffer;
  at: number;
}

type Kind<K extends LinkFault['kind']> = Applied & { fault: Extract<LinkFault, { kind: K }> };

const MOST_CHUNKS = 64;
/** How long what may be the beginning of a match is held back. */
const PARTIAL_MS = 25;
/** A peer that gets data and a reset at once may report an orderly end. */
const BEFORE_CUT_MS = 10;
/** Between two looks at whether a silent connection was given up. */
const SILENT_MS = 100;
/** In which what was let through is executed. */
const AFTER_MATCH_MS = 100;

/** One way of one connection: what comes in goes out in order, as the faults of the link want it. */
export class FaultyStream {
  private readonly queue: Chunk[] = [];
  private arrival = Promise.withResolvers<void>();
  private hasEnded = false;
  private held = Buffer.alloc(0);
  private readonly link: Link;
  private readonly way: Way;
  private readonly from: Socket;
  private readonly to: Socket;

  constructor(link: Link, way: Way, from: Socket, to: Socket) {
    this.link = link;
    this.way = way;
    this.from = from;
    this.to = to;
    from.on('data', (bytes) => {
      this.queue.push({ bytes, at: performance.now() });
      if (this.queue.length > MOST_CHUNKS) from.pause();
      this.wake();
    });
    from.on('end', () => {
      this.hasEnded = true;
      this.wake();
    });
    from.on('close', () => this.wake());
    void this.pump().catch(() => to.destroy());
  }

  private wake(): void {
    this.arrival.resolve();
    this.arrival = Promise.withResolvers();
  }

  private async pump(): Promise<void> {
    while (!this.to.destroyed) {
      const chunk = this.queue.shift();
      if (chunk) {
        if (this.queue.length <= MOST_CHUNKS / 2) this.from.resume();
        await this.pass(chunk);
      } else if (this.held.length > 0) {
        const more = await Promise.race([this.arrival.promise.then(() => true), sleep(PARTIAL_MS, false)]);
        if (!more) await this.flushHeld();
      } else if (this.hasEnded || this.from.destroyed) {
        await this.outOfBlackhole();
        this.to.end();
        return;
      } else await this.arrival.promise;
    }
  }

  private async pass({ bytes, at }: Chunk): Promise<void> {
    await this.outOfBlackhole();
    const slow = this.some('latency');
    if (slow) {
      const { ms, jitterMs = 0 } = slow.fault;
      slow.fired += 1;
      await sleep(Math.max(0, at + ms + (this.link.random() * 2 - 1) * jitterMs - performance.now()));
    }
    await this.write(await this.withoutMatches(Buffer.concat([this.held, bytes])));
  }

  private async flushHeld(): Promise<void> {
    const bytes = this.held;
    this.held = Buffer.alloc(0);
    await this.write(bytes);
  }

  /** What may go on of these bytes; the end that may become a match stays behind. */
  private async withoutMatches(bytes: Buffer): Promise<Buffer> {
    this.held = Buffer.alloc(0);
    let rest = bytes;
    for (const rewrite of this.all('rewrite')) {
      const { match, to } = rewrite.fault;
      for (let at = rest.indexOf(match); at >= 0; at = rest.indexOf(match, at + to.length)) {
        to.copy(rest, at);
        rewrite.fired += 1;
      }
    }
    for (const cut of this.all('cut')) {
      const { match, when, times } = cut.fault;
      const at = cut.fired < times ? rest.indexOf(match) : -1;
      if (at < 0) continue;
      cut.fired += 1;
      if (when === 'after') {
        this.link.silenced.add(this.way === 'upstream' ? 'downstream' : 'upstream'); // the answer stays where it is
        void this.end(cut.fault.how, AFTER_MATCH_MS);
        return rest;
      }
      await this.write(rest.subarray(0, at));
      await this.end(cut.fault.how, BEFORE_CUT_MS);
      return Buffer.alloc(0);
    }
    const matches = [...this.all('rewrite'), ...this.all('cut')].map(({ fault }) => fault.match);
    const kept = Math.max(0, ...matches.map((match) => beginningAtEnd(rest, match)));
    this.held = Buffer.from(rest.subarray(rest.length - kept));
    rest = rest.subarray(0, rest.length - kept);
    return rest;
  }

  private async end(how: 'rst' | 'fin' | 'silent', afterMs: number): Promise<void> {
    if (how === 'silent') this.link.silenced.add('upstream').add('downstream');
    await sleep(afterMs);
    if (how === 'silent') return;
    for (const socket of [this.from, this.to])
      if (how === 'rst') socket.resetAndDestroy();
      else socket.destroySoon();
  }

  private async write(bytes: Buffer): Promise<void> {
    const rate = this.some('bandwidth');
    const slice = this.some('slice');
    const size = slice?.fault.size ?? (rate ? Math.max(1, Math.floor(rate.fault.bytesPerSecond / 20)) : bytes.length);
    for (let at = 0; at < bytes.length; at += size) {
      const part = bytes.subarray(at, at + size);
      await this.outOfBlackhole();
      if (this.to.destroyed) return;
      if (rate) await sleep((part.length / rate.fault.bytesPerSecond) * 1_000);
      if (slice) await sleep(slice.fault.pauseMs);
      for (const applied of [rate, slice]) if (applied) applied.fired += 1;
      if (!this.to.write(part)) await Promise.race([once(this.to, 'drain'), once(this.to, 'close')]);
    }
  }

  private async outOfBlackhole(): Promise<void> {
    for (let hole = this.some('blackhole'); hole; hole = this.some('blackhole')) {
      hole.fired += 1;
      await this.link.whenChanged();
    }
    while (this.link.silenced.has(this.way) && !this.to.destroyed) await sleep(SILENT_MS);
  }

  private all<K extends LinkFault['kind']>(kind: K): Kind<K>[] {
    const isMeant = (applied: Applied): applied is Kind<K> =>
      applied.fault.kind === kind && (applied.fault.way === 'both' || applied.fault.way === this.way);
    return [...this.link.faults].filter(isMeant);
  }

  private some<K extends LinkFault['kind']>(kind: K): Kind<K> | undefined {
    return this.all(kind)[0];
  }
}

/** How many bytes at the end of `bytes` are the beginning of `match`. */
function beginningAtEnd(bytes: Buffer, match: Buffer): number {
  for (let size = Math.min(match.length - 1, bytes.length); size > 0; size--)
    if (bytes.subarray(bytes.length - size).equals(match.subarray(0, size))) return size;
  return 0;
}
