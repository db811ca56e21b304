import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { Logger } from '@nestjs/common';
import { Batcher } from '#libs/batching';
import type { Database } from '#libs/database';
import { AppError, toAppError } from '#libs/errors';
import { bounds, once } from '#libs/resilience';
import { AlarmClock } from './alarm-clock.js';
import { Lease } from './lease.js';
import { checkLeaseTimes, type LeaseTimes, leaseTimes } from './lease-times.js';
import { repeat } from './repeat.js';
import { planRetry, type RetryPlan } from './retry-plan.js';
import { UnderWay } from './under-way.js';
import { workMetrics } from './work-metrics.js';
import { workStatements } from './work-statements.js';
import type { WorkTable } from './work-table.js';

/** What every claimed row has; a table adds its own columns. */
export interface WorkRow {
  id: string;
  epoch: string;
  attempts: number;
}

export interface WorkerOptions<Row extends WorkRow> {
  table: WorkTable;
  /**
   * Does the work of one row and writes its end itself, guarded by the lease's epoch. A throw means that the row is still
   * held: it is retried by the class of the error, or handed to `giveUp` when no attempt is left.
   */
  work(row: Row, lease: Lease): Promise<void>;
  /** Writes the end of a row that will not be tried again. Without it the row is set aside as it is. */
  giveUp?(row: Row, lease: Lease, error: AppError): Promise<void>;
  /** Called after each failed attempt that will be repeated. */
  onRetry?(row: Row, lease: Lease, error: AppError): Promise<void>;
  /** Told about rows whose lease had lapsed. */
  onLapsed?(ids: string[]): void;
  maxInFlight: number;
  /** Of every row, or of this one. */
  maxAttempts: number | ((row: Row) => number);
  /** Shortest time after a claim of several rows, so that the next one finds more; where rows come one by one none waits. */
  claimGapMs?: number;
  /** How long `stop` waits for what is in flight before it is given back. */
  drainMs?: number;
  times?: LeaseTimes;
}

/** What a statement that stores rows writes into those that it claims for this process. */
export interface Claimant {
  owner: string;
  /** Length of the lease. */
  ttlMs: number;
}

interface Held<Row> {
  row: Row;
  lease: Lease;
}

interface Retry extends RetryPlan {
  lease: Lease;
  detail: string;
}

/** Claims rows of one table, runs them with bounded concurrency, and keeps their leases alive. */
export class Worker<Row extends WorkRow> {
  private readonly logger = new Logger(Worker.name);
  /** Fresh per start and never reused: a restarted process is not its predecessor. */
  private readonly owner = randomUUID();
  private readonly statements;
  private readonly times: LeaseTimes;
  private readonly alarm = new AlarmClock(() => void this.claim());
  private readonly held = new Map<string, Held<Row>>();
  private readonly retries: Batcher<Retry, boolean>;
  /** Rows, and the statements that may bring some. */
  private readonly underWay = new UnderWay();
  /** Ends the repeated tasks. */
  private readonly upkeep: (() => void)[] = [];
  private isStopping = false;
  private isClaiming = false;
  private isWokenWhileClaiming = false;
  private nextClaimAt = -Infinity;
  /** Places kept for rows that are being stored and claimed in one statement. */
  private reserved = 0;

  constructor(
    private readonly database: Database,
    private readonly options: WorkerOptions<Row>,
  ) {
    this.times = options.times ?? leaseTimes;
    checkLeaseTimes(this.times);
    this.statements = workStatements(options.table);
    this.retries = new Batcher((items) => this.writeRetries(items));
    const read = () => ({ underWay: this.held.size, waiting: 0 }); // what waits is in the table: work_due
    bounds.show(this, { name: `work:${options.table.name}`, atOnce: options.maxInFlight, mayWait: 0, read });
  }

  start(): void {
    const { channel } = this.options.table;
    this.database.listener.listen(channel, (payload, isOwn) => {
      if (!isOwn) this.wake(Number(payload) || 0); // who stores work in this process wakes it with a call
    });
    this.every(this.times.pollMs, () => this.claim());
    this.every(this.times.tickMs, () => this.extend());
    this.every(this.times.sweepMs, () => this.sweep(), 0.2);
    this.every(5_000, () => this.gauge());
    this.wake();
  }

  /** Something is due in `delayMs`: a hint, from whoever knows first. */
  wake(delayMs = 0): void {
    if (this.isStopping) return;
    if (delayMs > 0) this.alarm.set(delayMs);
    else void this.claim();
  }

  /**
   * Lets `store` claim rows in the statement that stores them, which saves the look for what this process has just written.
   * `store` gets nobody to claim for when there is no room for `count` more; it answers the rows that it claimed.
   */
  async claimWhileStoring(count: number, store: (claimant?: Claimant) => Promise<Row[]>): Promise<void> {
    const hasRoom = !this.isStopping && this.room >= count;
    if (!hasRoom) return void (await store());
    const claiming = this.storeAndClaim(count, store);
    this.underWay.add(claiming);
    return claiming;
  }

  get inFlight(): number {
    return this.held.size;
  }

  /**
   * Stops claiming at once; resolves when what was in flight is finished, or given back after `drainMs`. What a statement under
   * way claims is in flight too: left behind, it would wait for its lease to lapse, and a message whose fate nobody knows for much longer.
   */
  readonly stop = once(async () => {
    this.isStopping = true;
    this.alarm.stop();
    const end = this.underWay.end();
    await Promise.race([end, sleep(this.options.drainMs ?? 10_000, undefined, { ref: false })]);
    this.held.forEach(({ lease }) => lease.lose(new AppError('CANCELLED', { message: 'the process stops' })));
    await Promise.race([end, sleep(1_000, undefined, { ref: false })]);
    await this.retries.drain();
    this.upkeep.forEach((end) => end());
  });

  private async storeAndClaim(count: number, store: (claimant: Claimant) => Promise<Row[]>): Promise<void> {
    const asked = { at: performance.now(), wallClock: Date.now() };
    this.reserved += count;
    try {
      this.begin(await store({ owner: this.owner, ttlMs: this.times.ttlMs }), asked);
    } finally {
      this.reserved -= count;
    }
  }

  /** Rows that may be taken on. */
  private get room(): number {
    return this.options.maxInFlight - this.held.size - this.reserved;
  }

  private maxAttempts(row: Row): number {
    const { maxAttempts } = this.options;
    return typeof maxAttempts === 'number' ? maxAttempts : maxAttempts(row);
  }

  private get table(): string {
    return this.options.table.name;
  }

  private async claim(): Promise<void> {
    if (this.isClaiming) {
      this.isWokenWhileClaiming = true;
      return;
    }
    const limit = Math.min(this.room, MAX_CLAIM);
    if (this.isStopping || limit <= 0) return; // a freed place wakes it again
    const waitMs = this.nextClaimAt - performance.now();
    if (waitMs > 0) return this.alarm.set(waitMs);
    const claiming = this.claimRows(limit);
    this.underWay.add(claiming);
    return claiming;
  }

  private async claimRows(limit: number): Promise<void> {
    this.isClaiming = true;
    this.isWokenWhileClaiming = false;
    let isMoreLikely = false;
    try {
      const asked = { at: performance.now(), wallClock: Date.now() };
      const rows = await this.database.query<Row & Record<string, unknown>>(this.statements.claim, [
        limit,
        this.owner,
        this.times.ttlMs,
      ]);
      if (rows.length >= MANY) this.nextClaimAt = asked.at + (this.options.claimGapMs ?? 0);
      this.begin(rows, asked);
      isMoreLikely = rows.length === limit;
    } catch (error) {
      this.logger.warn({ message: 'could not claim work', table: this.table, err: error });
    } finally {
      this.isClaiming = false;
      if (!this.isStopping && (this.isWokenWhileClaiming || isMoreLikely)) this.alarm.set(CLAIM_GAP_MS);
    }
  }

  private begin(rows: Row[], asked: { at: number; wallClock: number }): void {
    workMetrics.claimed.inc({ table: this.table }, rows.length);
    rows.forEach((row) => this.hold(row, asked));
  }

  private hold(row: Row, asked: { at: number; wallClock: number }): void {
    const { ttlMs } = this.times;
    const marginMs = Math.min(1_000, ttlMs / 4);
    const lease = new Lease(row.id, row.epoch, row.attempts, asked.at + ttlMs, marginMs, asked.wallClock);
    const entry: Held<Row> = { row, lease };
    this.held.get(row.id)?.lease.lose(new AppError('LEASE_LOST')); // lapsed while this process slept, and claimed again by it
    this.held.set(row.id, entry);
    workMetrics.inFlight.set({ table: this.table }, this.held.size);
    const done = this.run(row, lease).finally(() => {
      const wasFull = this.held.size >= this.options.maxInFlight;
      if (this.held.get(row.id) === entry) this.held.delete(row.id);
      workMetrics.inFlight.set({ table: this.table }, this.held.size);
      if (wasFull) this.wake(CLAIM_GAP_MS);
    });
    this.underWay.add(done);
  }

  /** Never rejects: whatever fails, the row is finished, retried, set aside, or left to the sweeper. */
  private async run(row: Row, lease: Lease): Promise<void> {
    try {
      // Attempts are counted before the work: a row that kills its process must not live for ever.
      if (row.attempts > this.maxAttempts(row)) await this.end(row, lease, new AppError('ATTEMPTS_EXHAUSTED'));
      else await this.options.work(row, lease).catch((error: unknown) => this.fail(row, lease, toAppError(error)));
    } catch (thrown) {
      const error = toAppError(thrown);
      if (error.reason === 'LEASE_LOST') this.drop(lease);
      else
        this.logger.error({
          message: 'could not record the end of work, its lease will lapse',
          table: this.table,
          id: row.id,
          err: error,
        });
    }
  }

  private async fail(row: Row, lease: Lease, error: AppError): Promise<void> {
    if (error.reason === 'LEASE_LOST') throw error;
    const cause = lease.signal.aborted ? toAppError(lease.signal.reason) : error;
    if (cause.reason === 'LEASE_LOST') throw cause;
    const plan = planRetry(cause, lease.attempt);
    workMetrics.retries.inc({ table: this.table, error_class: plan.errorClass });
    this.logger[cause.spec.log]({
      message: 'work failed',
      table: this.table,
      id: row.id,
      attempt: lease.attempt,
      reason: cause.reason,
      errorClass: plan.errorClass,
      err: cause,
    });
    if (plan.delayMs === undefined || (plan.counts && lease.attempt >= this.maxAttempts(row)))
      return this.end(row, lease, cause);
    await this.options.onRetry?.(row, lease, cause);
    const delayMs = lease.signal.aborted ? 0 : plan.delayMs; // stopped: another replica may begin at once
    const wasOurs = await this.retries.load({ ...plan, delayMs, lease, detail: cause.reason });
    if (!wasOurs) throw new AppError('LEASE_LOST');
    this.wake(delayMs);
  }

  private async end(row: Row, lease: Lease, error: AppError): Promise<void> {
    if (this.options.giveUp) return this.options.giveUp(row, lease, error);
    const [ours] = await this.database.query(this.statements.setAside, [
      [row.id],
      [lease.epoch],
      ['final'],
      [error.reason],
    ]);
    if (!ours) throw new AppError('LEASE_LOST');
  }

  private drop(lease: Lease): void {
    workMetrics.fenced.inc({ table: this.table });
    this.logger.warn({
      message: 'the row belongs to someone else by now, its result is dropped',
      table: this.table,
      id: lease.id,
    });
  }

  private async writeRetries(items: readonly Retry[]): Promise<boolean[]> {
    const column = <T>(pick: (item: Retry) => T) => items.map(pick);
    const rows = await this.database.query<{ id: string }>(this.statements.retry, [
      column(({ lease }) => lease.id),
      column(({ lease }) => lease.epoch),
      column(({ delayMs }) => delayMs ?? 0),
      column(({ errorClass }) => errorClass),
      column(({ detail }) => detail),
      column(({ counts }) => counts),
    ]);
    const ours = new Set(rows.map(({ id }) => id));
    return items.map(({ lease }) => ours.has(lease.id));
  }

  private async extend(): Promise<void> {
    const entries = [...this.held.values()];
    if (entries.length === 0) return;
    const askedAt = performance.now(); // before the statement: a slow tick shortens the lease, never lengthens it
    const rows = await this.database.query<{ id: string }>(this.statements.extend, [
      this.owner,
      this.times.ttlMs,
      entries.map(({ lease }) => lease.id),
      entries.map(({ lease }) => lease.takeProgress()),
    ]);
    const ours = new Set(rows.map(({ id }) => id));
    for (const { lease } of entries) {
      if (ours.has(lease.id)) lease.extend(askedAt + this.times.ttlMs);
      else if (this.held.get(lease.id)?.lease === lease) lease.lose(new AppError('LEASE_LOST'));
    }
  }

  private async sweep(): Promise<void> {
    const rows = await this.database.query<{ id: string; silentSeconds: number }>(this.statements.sweep);
    if (rows.length === 0) return;
    workMetrics.takeovers.inc({ table: this.table }, rows.length);
    rows.forEach(({ silentSeconds }) => workMetrics.takeoverSeconds.observe({ table: this.table }, silentSeconds));
    this.logger.warn({ message: 'leases of another process lapsed', table: this.table, rows: rows.length });
    this.options.onLapsed?.(rows.map(({ id }) => id));
    this.wake();
  }

  private async gauge(): Promise<void> {
    const [row] = await this.database.query<{ due: number; oldestDueSeconds: number; setAside: number }>(
      this.statements.gauge,
    );
    workMetrics.due.set({ table: this.table }, row?.due ?? 0);
    workMetrics.oldestDue.set({ table: this.table }, row?.oldestDueSeconds ?? 0);
    workMetrics.setAside.set({ table: this.table }, row?.setAside ?? 0);
  }

  private every(periodMs: number, action: () => Promise<void>, jitter = 0): void {
    const onError = (error: unknown) =>
      this.logger.warn({ message: 'upkeep of work failed', table: this.table, err: error });
    this.upkeep.push(repeat(periodMs, action, { jitter, onError }));
  }
}

/** Rows of one claim at most: larger batches make one slow statement out of several quick ones. */
const MAX_CLAIM = 200;
/** A claim that finds this many is one under load. */
const MANY = 3;
/** Time after which a worker looks again for what came while it claimed. */
const CLAIM_GAP_MS = 5;
