import { randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import type { Endpoint, Fault } from './fault.schema.js';
import { KnobsService } from './knobs.service.js';
import { ResetSignal } from './reset-signal.service.js';

export interface FaultRule extends Fault {
  id: string;
  /** Calls that the rule was asked about and that concern its endpoint and contact. */
  seen: number;
  /** Calls that it changed. */
  fired: number;
}

/** What is to go wrong with one call. */
export type Effect = Omit<Fault, 'endpoint' | 'when'>;

/** Faults that were ordered by rule, then those that the knobs draw. The oldest rule that fires wins. */
@Injectable()
export class FaultRules {
  private rules: FaultRule[] = [];

  constructor(
    private readonly knobs: KnobsService,
    reset: ResetSignal,
  ) {
    reset.subscribe(() => this.clear());
  }

  add(fault: Fault): FaultRule {
    const rule = { id: randomUUID(), ...fault, seen: 0, fired: 0 };
    this.rules.push(rule);
    return rule;
  }

  list(): readonly FaultRule[] {
    return this.rules;
  }

  /** @returns whether there was such a rule */
  remove(id: string): boolean {
    const before = this.rules.length;
    this.rules = this.rules.filter((rule) => rule.id !== id);
    return this.rules.length < before;
  }

  clear(): void {
    this.rules = [];
  }

  /** The fault of the next call to `endpoint`, if any; `contact` is digits of a number or a BSUID. */
  next(endpoint: Endpoint, contact: string | undefined): Effect | undefined {
    for (const rule of this.rules) {
      if (rule.endpoint !== endpoint || !concerns(rule, contact)) continue;
      rule.seen += 1;
      if (!isDue(rule)) continue;
      rule.fired += 1;
      return rule;
    }
    return endpoint === 'messages' ? this.drawn() : undefined;
  }

  private drawn(): Effect | undefined {
    const { failBeforeAcceptRate, failAfterAcceptRate, dropResponseRate } = this.knobs.current;
    const code = this.knobs.takeErrorCode();
    if (code !== null) return { effect: 'graph-error', code };
    if (this.knobs.happens(failBeforeAcceptRate)) return { effect: '5xx-before' };
    if (this.knobs.happens(failAfterAcceptRate)) return { effect: '5xx-after' };
    if (this.knobs.happens(dropResponseRate)) return { effect: 'drop-after-accept' };
    return undefined;
  }
}

const digitsOf = (address: string): string => address.replace(/^\+/, '');

function concerns({ when }: FaultRule, contact: string | undefined): boolean {
  if (when === 'always' || when.contact === undefined) return true;
  return contact !== undefined && digitsOf(when.contact) === digitsOf(contact);
}

function isDue({ when, seen, fired }: FaultRule): boolean {
  if (when === 'always') return true;
  if (when.next !== undefined) return fired < when.next;
  return when.every === undefined || seen % when.every === 0;
}
