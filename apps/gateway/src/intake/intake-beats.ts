import { randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { IntakeBeat } from '#libs/contracts';
import type { ParsedWebhook } from '../parsing/parsed-webhook.js';

/** Gathers what this process saw since its last beat, the evidence on which uncertain sends are resolved. */
@Injectable()
export class IntakeBeats {
  private readonly gateway = randomUUID();
  private current = this.fresh();

  /** A webhook whose content is stored everywhere. */
  countStored({ messages, statuses }: ParsedWebhook): void {
    this.current.posts += 1;
    for (const { value } of messages) this.see(value.contact?.phoneNumberId, value.sentAt);
    for (const { value } of statuses) this.see(value.phoneNumberId, value.occurredAt);
  }

  /** A signed webhook that was not answered with 200: its events come again, perhaps much later. */
  countRefused(): void {
    this.current.posts += 1;
    this.current.refused += 1;
  }

  get hasRefused(): boolean {
    return this.current.refused > 0;
  }

  /** What is to be told now; give it back if it could not be told. */
  take(): IntakeBeat {
    const beat = this.current;
    this.current = this.fresh();
    return beat;
  }

  giveBack(beat: IntakeBeat): void {
    this.current.posts += beat.posts;
    this.current.refused += beat.refused;
    for (const [number, at] of Object.entries(beat.newestEventAt)) this.see(number, at);
  }

  private see(number: string | undefined, at: Date | undefined): void {
    if (!number || !at) return;
    const newest = this.current.newestEventAt[number];
    if (!newest || newest < at) this.current.newestEventAt[number] = at;
  }

  private fresh(): IntakeBeat {
    return IntakeBeat.create({ gateway: this.gateway });
  }
}
