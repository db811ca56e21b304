import { Injectable } from '@nestjs/common';
import { matchesFacts, type RequestFacts } from './request-facts.js';
import type { Endpoint, Fault, Script } from './script.schema.js';

export const scriptLimit = 500;

interface Armed<T> {
  id: string;
  rule: T;
  /** Requests that it matched. */
  hits: number;
}

/** The scripted answers and faults, each used in the order in which they were given. */
@Injectable()
export class ScriptingService {
  private scripts: Armed<Script>[] = [];
  private faults: Armed<Fault>[] = [];
  private added = 0;

  /** Cheap enough to ask on every request: most of them meet no script at all. */
  get isEmpty(): boolean {
    return this.scripts.length === 0 && this.faults.length === 0;
  }

  addScript(rule: Script): string | undefined {
    return this.add(this.scripts, rule);
  }

  addFault(rule: Fault): string | undefined {
    return this.add(this.faults, rule);
  }

  clearScripts(): void {
    this.scripts = [];
  }

  clearFaults(): void {
    this.faults = [];
  }

  list() {
    return { scripts: this.scripts, faults: this.faults };
  }

  takeScript(facts: RequestFacts): Script | undefined {
    const armed = this.scripts.find(({ rule }) => matchesFacts(rule.match, facts));
    if (!armed) return undefined;
    armed.hits++;
    if (armed.hits === armed.rule.times) this.scripts = this.scripts.filter((other) => other !== armed);
    return armed.rule;
  }

  /** The fault that is due for this request; every matching one counts it, only the first acts. */
  takeFault(endpoint: Endpoint, facts: RequestFacts): Fault | undefined {
    let due: Fault | undefined;
    for (const armed of this.faults) {
      const { rule } = armed;
      if (rule.on !== endpoint || !matchesFacts(rule.match, facts)) continue;
      if (due && rule.when !== 'always' && 'next' in rule.when) continue; // its turn comes with a later request
      armed.hits++;
      if (!due && isDue(armed)) due = rule;
    }
    this.faults = this.faults.filter((armed) => !isSpent(armed));
    return due;
  }

  private add<T>(list: Armed<T>[], rule: T): string | undefined {
    if (list.length >= scriptLimit) return undefined;
    const id = `${++this.added}`;
    list.push({ id, rule, hits: 0 });
    return id;
  }
}

function isDue({ rule: { when }, hits }: Armed<Fault>): boolean {
  if (when === 'always') return true;
  return 'next' in when || hits % when.every === 0;
}

const isSpent = ({ rule: { when }, hits }: Armed<Fault>): boolean =>
  when !== 'always' && 'next' in when && hits >= when.next;
