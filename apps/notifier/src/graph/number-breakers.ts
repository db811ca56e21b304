import { createHash } from 'node:crypto';
import { Inject, Injectable } from '@nestjs/common';
import { type Breaker, type Breakers, createBreakers } from '#libs/resilience';
import { NOTIFIER_CONFIG, type NotifierConfig } from '../notifier.config.js';

/** What operators see of a number; the same in all replicas. */
const nameOf = (phoneNumberId: string): string =>
  `number ${createHash('sha256').update(phoneNumberId).digest('hex').slice(0, 8)}`;

/** A breaker for each business number: while it is open, the number's messages wait in the queue. */
@Injectable()
export class NumberBreakers {
  private readonly breakers: Breakers;

  constructor(@Inject(NOTIFIER_CONFIG) { WHATSAPP_CIRCUIT_OPEN_MS: halfOpenAfterMs }: NotifierConfig) {
    this.breakers = createBreakers('notifier.whatsapp.send', { nameOf, halfOpenAfterMs });
  }

  of(phoneNumberId: string): Breaker {
    return this.breakers.of(phoneNumberId);
  }
}
