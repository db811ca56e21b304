import { randomInt, randomUUID } from 'node:crypto';
import { Inject, Injectable } from '@nestjs/common';
import { Subject } from 'rxjs';
import { BUSINESS, type Business } from '../business.js';
import { addressOf } from '../contacts/address-of.js';
import { ResetSignal } from '../knobs/reset-signal.service.js';
import { defaultPeople } from './default-people.js';
import type { Person } from './person.js';

const colors = ['#8e44ad', '#0e8a8a', '#b7791f', '#c2185b', '#5d6d7e', '#3949ab', '#558b2f', '#a84300'];

/** The people whose phones are shown. */
@Injectable()
export class PeopleRepository {
  private people: Person[] = [...defaultPeople];
  /** Emits after every change. */
  readonly changes = new Subject<void>();

  constructor(
    @Inject(BUSINESS) private readonly business: Business,
    reset: ResetSignal,
  ) {
    reset.subscribe(() => this.restore(defaultPeople));
  }

  list(): readonly Person[] {
    return this.people;
  }

  find(id: string): Person | undefined {
    return this.people.find((person) => person.id === id);
  }

  /** Whoever is reached by this number or BSUID. */
  findByAddress(addressee: { waId?: string; bsuid?: string }): Person | undefined {
    const address = addressOf(addressee);
    return this.people.find(({ waId, bsuid }) => waId === address || bsuid === address);
  }

  add(name: string, hideNumber: boolean): Person {
    const digits = String(randomInt(100_000_000, 999_999_999));
    const person = {
      id: randomUUID(),
      name,
      waId: hideNumber ? null : `${this.business.countryCode}6${digits.slice(1)}`,
      bsuid: `ES.77${digits}${randomInt(1_000, 9_999)}`,
      color: colors[this.people.length % colors.length]!,
    };
    this.people = [...this.people, person];
    this.changes.next();
    return person;
  }

  remove(id: string): void {
    this.people = this.people.filter((person) => person.id !== id);
    this.changes.next();
  }

  restore(people: readonly Person[]): void {
    this.people = [...people];
    this.changes.next();
  }
}
