import { Inject, Injectable } from '@nestjs/common';
import { Batcher } from '#libs/batching';
import { Database } from '#libs/database';
import { ERASURE_SOURCES, type ErasureSource } from './erasure-source.js';

interface Person {
  phoneNumberId: string;
  contactId: string;
}

/** Forgets people: all lanes in one transaction, so that nobody is half forgotten. */
@Injectable()
export class ErasureService {
  /** One batch at a time: two that name the same rows in another order would wait for each other in a circle. */
  private readonly people = new Batcher<Person, number>((people) => this.eraseAll(people), {
    maxSize: 50,
    maxInFlight: 1,
    maxQueued: 1_000,
  });

  constructor(
    @Inject(Database) private readonly database: Database,
    @Inject(ERASURE_SOURCES) private readonly sources: readonly ErasureSource[],
  ) {}

  /** How many rows were removed or made anonymous. */
  erase(person: Person): Promise<number> {
    return this.people.load(person);
  }

  private async eraseAll(people: readonly Person[]): Promise<number[]> {
    const values = [people.map(({ phoneNumberId }) => phoneNumberId), people.map(({ contactId }) => contactId)];
    const counts = people.map(() => 0);
    await this.database.transaction(async (client) => {
      for (const { statement } of this.sources) {
        const { rows } = await client.query<{ place: number; count: number }>({ ...statement, values });
        for (const { place, count } of rows) counts[place - 1]! += count;
      }
    });
    return counts;
  }
}
