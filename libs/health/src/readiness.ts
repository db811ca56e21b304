import { Inject, Injectable } from '@nestjs/common';
import { Lifecycle } from './lifecycle.js';
import { READINESS_CHECKS, type ReadinessCheck } from './readiness-check.js';
import { withHysteresis } from './with-hysteresis.js';

const LOOK_EVERY_MS = 2_000;

/** What the readiness probe answers, for those who have to be told: a table of statuses asks nobody. */
@Injectable()
export class Readiness {
  private readonly checks: ReadinessCheck[];

  constructor(
    @Inject(Lifecycle) private readonly lifecycle: Lifecycle,
    @Inject(READINESS_CHECKS) checks: ReadinessCheck[],
  ) {
    this.checks = checks.map((check) => withHysteresis(check));
  }

  /** Tells `ear` after each look whether this process takes work, and for the last time when it begins to drain. */
  watch(ear: (isReady: boolean) => void, everyMs = LOOK_EVERY_MS): void {
    let timer: NodeJS.Timeout | undefined;
    const look = async () => {
      const isWell = await this.areWell();
      if (!this.lifecycle.isServing) return;
      ear(isWell);
      timer = setTimeout(() => void look(), everyMs).unref();
    };
    this.lifecycle.whenDraining(() => {
      clearTimeout(timer);
      ear(false);
    });
    void look();
  }

  private async areWell(): Promise<boolean> {
    const looks = await Promise.allSettled(this.checks.map((readiness) => readiness.check()));
    return looks.every(({ status }) => status === 'fulfilled');
  }
}
