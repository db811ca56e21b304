import { createHash } from 'node:crypto';
import { Inject, Injectable } from '@nestjs/common';
import { toAppError } from '#libs/errors';
import { canonicalJson } from '#libs/signing';
import { ToolError } from '../../tools/tool-error.js';
import type { McpAnswer } from '../connecting/read-result.js';
import { McpRefusal } from '../connecting/to-mcp-error.js';
import { type Effect, EffectsRepository } from './effects.repository.js';

export interface WantedEffect extends Omit<Effect, 'key'> {
  /** Where it is wanted: the same for a phase or a turn that is repeated. */
  place: string;
  /** What goes in beside the arguments, such as the state of the files. */
  state: string;
  /** The server itself knows a repeat by its key, or does nothing the second time. */
  isIdempotent: boolean;
}

/** Reasons of a call that never left, or that was turned away at the door. */
const undone: readonly string[] = ['PEER_UNREACHABLE', 'OVERLOADED', 'MISCONFIGURED'];
const unknown =
  'It is not known whether this was done. Do not repeat it; look with another tool, or say so in your result.';

/** Does what reaches out of Parley once for its key, however often a phase or a turn is repeated. */
@Injectable()
export class McpEffects {
  constructor(@Inject(EffectsRepository) private readonly effects: EffectsRepository) {}

  /** @throws ToolError unknown_result when it was begun and nobody knows its end, unavailable when nothing was done */
  async once(wanted: WantedEffect, act: (key: string) => Promise<McpAnswer>): Promise<McpAnswer> {
    const { place, state, isIdempotent, ...effect } = wanted;
    const identity = [place, effect.phoneNumberId, effect.server, effect.tool, effect.arguments, state];
    const key = createHash('sha256').update(canonicalJson(identity)).digest('hex');
    const beginning = await this.effects.begin({ ...effect, key }, isIdempotent);
    if (!beginning.isBegun) {
      if (beginning.state !== 'begun' && beginning.result) return beginning.result;
      throw new ToolError('unknown_result', unknown);
    }
    try {
      const answer = await act(key);
      await this.effects.end(key, answer.isError ? 'failed' : 'done', answer);
      return answer;
    } catch (thrown) {
      return this.settle(key, isIdempotent, thrown);
    }
  }

  private async settle(key: string, isIdempotent: boolean, thrown: unknown): Promise<never> {
    const isRefused = thrown instanceof McpRefusal || thrown instanceof ToolError;
    const { reason, retryable } = toAppError(thrown);
    if (isRefused || undone.includes(reason)) await this.effects.end(key, 'failed');
    if (isRefused || reason === 'MISCONFIGURED' || reason === 'CANCELLED') throw thrown;
    if (undone.includes(reason)) throw new ToolError('unavailable', 'The server is away. Nothing was done.');
    if (isIdempotent && retryable) throw thrown; // the model hears that once more is safe
    throw new ToolError('unknown_result', unknown);
  }
}
