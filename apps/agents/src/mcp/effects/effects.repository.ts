import { Inject, Injectable } from '@nestjs/common';
import { Database } from '#libs/database';
import type { McpAnswer } from '../connecting/read-result.js';
import { BEGIN_EFFECT, EFFECTS_TO_UNDO, END_EFFECT } from './effect-statements.js';

export interface Effect {
  key: string;
  server: string;
  tool: string;
  phoneNumberId: string;
  contactId: string;
  /** None for what is done in a conversation. */
  build?: { id: string; revision: number };
  arguments: Record<string, unknown>;
}

export type Beginning =
  | { isBegun: true }
  /** An earlier one: `begun` is one whose end nobody knows. */
  | { isBegun: false; state: string; result: McpAnswer | null };

export interface DoneEffect {
  key: string;
  server: string;
  tool: string;
  arguments: Record<string, unknown>;
  result: McpAnswer;
}

/** What was done with tools of MCP servers, by its idempotency key. */
@Injectable()
export class EffectsRepository {
  constructor(@Inject(Database) private readonly database: Database) {}

  async begin(effect: Effect, mayRepeat: boolean): Promise<Beginning> {
    const { key, server, tool, phoneNumberId, contactId, build } = effect;
    const values = [key, server, tool, phoneNumberId, contactId, build?.id ?? null, build?.revision ?? null];
    const [row] = await this.database.query<{ isBegun: boolean; state: string | null; result: McpAnswer | null }>(
      BEGIN_EFFECT,
      [...values, JSON.stringify(effect.arguments), mayRepeat],
    );
    // Another process begins it at this very moment when there is neither
    return row!.isBegun ? { isBegun: true } : { isBegun: false, state: row!.state ?? 'begun', result: row!.result };
  }

  async end(key: string, state: 'done' | 'failed' | 'undone' | 'undo_failed', result?: McpAnswer): Promise<void> {
    await this.database.query(END_EFFECT, [key, state, result ? JSON.stringify(result) : null]);
  }

  toUndo(buildId: string, phoneNumberId: string, after: number, before: number): Promise<DoneEffect[]> {
    return this.database.query<DoneEffect>(EFFECTS_TO_UNDO, [buildId, phoneNumberId, after, before]);
  }
}
