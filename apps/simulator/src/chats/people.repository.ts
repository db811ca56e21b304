import { randomInt, randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { Subject } from 'rxjs';
import { type Business, Businesses } from '../business.js';
import { addressOf } from '../contacts/address-of.js';
import { ResetSignal } from '../knobs/reset-signal.service.js';
import { defaultPeople } from './default-people.js';
import type { Person } from './person.js';

const colors = ['#8e44ad', '#0e8a8a', '#b7791f', '#c2185b', '#5d6d7e', '#3949ab', '#558b2f', '#a84300'];

/** The people whose phones are shown. */
@Injectable()
export class PeopleRepository {
  private people: Person[];
  /** Emits after every change. */
  readonly changes = new Subject<void>();

  constructor(
    private readonly businesses: Businesses,
    reset: ResetSignal,
  ) {
    this.people = this.onEveryNumber(defaultPeople);
    reset.subscribe(() => this.restore(defaultPeople));
  }

  list(): readonly Person[] {
    return this.people;
  }

  find(id: string): Person | undefined {
    return this.people.find((person) => person.id === id);
  }

  /** Whoever is reached from a business by this number or BSUID. */
  findByAddress(addressee: { waId?: string; bsuid?: string }, from: Business): Person | undefined {
    const address = addressOf(addressee);
    return this.people.find(
      (person) => (person.waId === address || person.bsuid === address) && this.businesses.of(person) === from,
    );
  }

  /** Answers their chats, that with the first number first. */
  add(name: string, hideNumber: boolean): Person[] {
    const digits = String(randomInt(100_000_000, 999_999_999));
    const person = {
      id: randomUUID(),
      name,
      waId: hideNumber ? null : `${this.businesses.all[0].countryCode}6${digits.slice(1)}`,
      bsuid: `ES.77${digits}${randomInt(1_000, 9_999)}`,
      color: colors[this.people.length % colors.length]!,
    };
    const added = this.onEveryNumber([person]);
    this.people = [...this.people, ...added];
    this.changes.next();
    return added;
  }

  remove(id: string): void {
    this.people = this.people.filter((person) => person.id !== id);
    this.changes.next();
  }

  restore(people: readonly Person[]): void {
    this.people = this.onEveryNumber(people.filter(({ phoneNumberId }) => phoneNumberId === undefined));
    this.changes.next();
  }

  /** A person has one chat with each number. */
  private onEveryNumber(people: readonly Person[]): Person[] {
    const others = this.businesses.others.flatMap(({ phoneNumberId, name: businessName }) =>
      people.map((person) => ({ ...person, id: `${person.id}-${phoneNumberId}`, phoneNumberId, businessName })),
    );
    return [...people, ...others];
  }
}
