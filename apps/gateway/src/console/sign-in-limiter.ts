import { createHmac, randomBytes } from 'node:crypto';
import { Inject, Injectable } from '@nestjs/common';
import { RedisStore } from '#libs/redis';
import { MemoryWindows } from '../limits/memory-windows.js';
import { RedisWindows } from '../limits/redis-windows.js';

const PER_MINUTE = 10;

/** Attempts to sign in from one address within a minute, shared by all gateways; without Redis each counts alone. */
@Injectable()
export class SignInLimiter {
  private readonly shared: RedisWindows;
  private readonly own = new MemoryWindows(PER_MINUTE);

  constructor(@Inject(RedisStore) redis: RedisStore) {
    this.shared = new RedisWindows(redis, PER_MINUTE);
  }

  async allows(address: string): Promise<boolean> {
    const person = createHmac('sha256', 'console sign-in').update(address).digest('base64url').slice(0, 22);
    const attempt = {
      person: `sign-in:${person}`,
      message: randomBytes(9).toString('base64url'),
      mode: 'count',
    } as const;
    // The store counts and logs its own absence
    const rulings = await this.shared.rule([attempt]).catch(() => this.own.rule([attempt]));
    return rulings[0] === 'allowed';
  }
}
