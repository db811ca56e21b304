import { Inject, Injectable, Logger } from '@nestjs/common';
import { InjectMetric } from '@willsoto/nestjs-prometheus';
import { LRUCache } from 'lru-cache';
import type { Counter } from 'prom-client';
import { AppError, toAppError } from '#libs/errors';
import { SESSION_COMMITS, SESSION_REBUILDS } from '../../orchestrator.metrics.js';
import { applyPatch, type PatchedTurn } from './apply-patch.js';
import { type Past, PastTurnsRepository } from './past-turns.repository.js';
import { newSession, rebuildSession, resume, type SessionOwner } from './session-builder.js';
import { type Copy, isForgotten, SessionPatcher } from './session-patcher.js';
import { SCHEMA, type Session, type Summary, summarySchema } from './session.schema.js';
import { validateSession } from './session-validator.js';

/** A session as a turn found it. */
export interface OpenSession {
  session: Session;
  /** Version of the copy in Redis, which the commit compares; empty where there is none. */
  base: string;
  /** The copy in Redis is this session: a commit adds one turn to it. */
  isCopied: boolean;
}

/** What this process has answered last: the next turn of the conversation need not ask Redis, if it comes here and soon. */
const KEPT_CHARS = 16_000_000;
const KEPT_MS = 10 * 60_000;
const MAX_COMMITS = 3;

/**
 * The session of a conversation, from the turn that needs it to the turn that changes it. The turns' rows are the truth;
 * Redis has a copy, which counts only while its version is that of the conversation's row.
 */
@Injectable()
export class SessionController {
  private readonly logger = new Logger(SessionController.name);
  private readonly recent = new LRUCache<string, { session: Session; turnId: string }>({
    maxSize: KEPT_CHARS,
    ttl: KEPT_MS,
    sizeCalculation: ({ session }) =>
      session.turns.reduce((sum, { task, answer }) => sum + task.length + answer.length, 500),
  });

  constructor(
    @Inject(SessionPatcher) private readonly copies: SessionPatcher,
    @Inject(PastTurnsRepository) private readonly past: PastTurnsRepository,
    @InjectMetric(SESSION_REBUILDS) private readonly rebuilds: Counter<'reason'>,
    @InjectMetric(SESSION_COMMITS) private readonly commits: Counter<'outcome'>,
  ) {}

  /** @throws AppError STATE_TOO_NEW where a newer replica has written, STORE_UNAVAILABLE */
  async open(owner: SessionOwner): Promise<OpenSession> {
    const { id, sessionVersion, sessionTurn } = owner;
    const now = Date.now();
    if (sessionVersion === 0) return { session: newSession(owner, now), base: '', isCopied: false };
    const kept = this.recent.get(id);
    if (kept?.session.version === sessionVersion && kept.turnId === sessionTurn)
      return { session: resume(kept.session, owner, now), base: `${sessionVersion}`, isCopied: true };
    const copy = await this.copies.load(owner).catch((error: unknown) => toAbsence(error));
    const { session, problem } = this.read(copy, owner);
    const base = copy instanceof AppError ? '' : (copy?.version ?? '');
    if (session) return { session: resume(session, owner, now), base, isCopied: true };
    this.rebuilds.inc({ reason: problem });
    return { session: rebuild(owner, await this.past.read(id)), base, isCopied: false };
  }

  /**
   * Brings the copy in Redis up to a turn that is stored. Never fails: without it the next turn finds an old version and
   * builds the session anew.
   * @param epoch of the claim: whoever took the conversation over writes its session from then on
   */
  async commit(owner: SessionOwner, epoch: string, opened: OpenSession, turn: PatchedTurn): Promise<void> {
    try {
      this.commits.inc({ outcome: await this.write(owner, epoch, opened, turn) });
    } catch (error) {
      const { reason } = toAppError(error);
      const isAway = reason === 'PEER_UNAVAILABLE' || reason === 'STORE_UNAVAILABLE';
      this.commits.inc({ outcome: isAway ? 'away' : 'failed' });
      // What is away says so itself, once and not for every turn
      if (!isAway) this.logger.error({ message: 'a session was not committed', turnId: turn.turnId, err: error });
    }
  }

  /**
   * Keeps a summary of the turns up to one: with that turn, and in the copy, which does not count any more where this fails.
   * None of what was erased or deleted since.
   * @param knownSeq of the last message that was known when the summary began
   */
  async summarise(
    owner: Pick<SessionOwner, 'id' | 'phoneNumberId'>,
    knownSeq: string,
    summary: Summary,
  ): Promise<void> {
    const version = await this.past.summarise(owner.id, knownSeq, summarySchema.parse(summary));
    if (version === undefined) return;
    await this.copies.summarise(owner, summary, version);
  }

  /** @throws AppError PEER_UNAVAILABLE: what Redis still has of this person is unknown */
  async forget(owner: Pick<SessionOwner, 'id' | 'phoneNumberId'>): Promise<void> {
    try {
      await this.copies.forget(owner);
    } finally {
      this.recent.delete(owner.id); // last: a turn that ends meanwhile is kept no more
    }
  }

  /** Leaves the memory of this process without what is too old to count, or without anything. */
  purge(which: 'old' | 'all'): void {
    if (which === 'all') this.recent.clear();
    else this.recent.purgeStale();
  }

  async drain(): Promise<void> {
    await Promise.all([this.copies.drain(), this.past.drain()]);
  }

  private async write(owner: SessionOwner, epoch: string, opened: OpenSession, turn: PatchedTurn): Promise<string> {
    let { session, base, isCopied } = opened;
    for (let attempt = 1; attempt <= MAX_COMMITS; attempt += 1) {
      const next = applyPatch(session, turn);
      this.recent.set(owner.id, { session: next, turnId: turn.turnId }); // counts once the turn has ended
      const { outcome, version } = await this.copies.commit({
        owner,
        base,
        session: next,
        turnId: turn.turnId,
        isWhole: !isCopied,
      });
      if (outcome !== 'conflict') return outcome;
      this.commits.inc({ outcome });
      if (isForgotten(version)) return this.drop(owner, 'forgotten');
      const fresh = await this.past.read(owner.id);
      if (fresh.epoch !== epoch) return this.drop(owner, 'superseded');
      session = rebuild({ ...owner, sessionVersion: fresh.sessionVersion }, fresh);
      [base, isCopied] = [version, false];
    }
    await this.copies.forget(owner);
    return this.drop(owner, 'dropped');
  }

  private drop({ id }: SessionOwner, outcome: string): string {
    this.recent.delete(id);
    return outcome;
  }

  private read(copy: Copy | AppError | undefined, owner: SessionOwner): { session?: Session; problem: string } {
    if (copy instanceof AppError) return { problem: 'away' };
    if (!copy) return { problem: 'missing' };
    if (isForgotten(copy.version)) return { problem: 'forgotten' };
    if (copy.schema > SCHEMA) throw new AppError('STATE_TOO_NEW', { metadata: { schema: `${copy.schema}` } });
    const { sessionVersion, sessionTurn } = owner;
    if (!copy.version || !copy.head) return { problem: 'corrupt' };
    if (copy.version !== `${sessionVersion}` || copy.turn !== sessionTurn) return { problem: 'old' };
    const validated = validateSession(copy, owner);
    return 'problem' in validated ? { problem: 'corrupt' } : { session: validated.value, problem: '' };
  }
}

const rebuild = (owner: SessionOwner, past: Past): Session => rebuildSession(owner, past.turns, Date.now());

/** A Redis that is away is a miss; anything else is a mistake of ours. */
function toAbsence(error: unknown): AppError {
  if (error instanceof AppError && error.reason === 'PEER_UNAVAILABLE') return error;
  throw error;
}
