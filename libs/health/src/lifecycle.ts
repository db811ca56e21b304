import { Injectable } from '@nestjs/common';

/** Where this process is in its life. `draining` never goes back. */
@Injectable()
export class Lifecycle {
  private state: 'starting' | 'serving' | 'draining' = 'starting';
  private readonly onDrain: (() => void)[] = [];

  get isServing(): boolean {
    return this.state === 'serving';
  }

  get hasStarted(): boolean {
    return this.state !== 'starting';
  }

  serve(): void {
    if (this.state === 'starting') this.state = 'serving';
  }

  /** Not ready from now on: whoever registered stops taking new work. Closing comes later. */
  drain(): void {
    if (this.state === 'draining') return;
    this.state = 'draining';
    this.onDrain.forEach((stop) => stop());
  }

  /** Calls `stop` when draining begins; at once when it has begun. */
  whenDraining(stop: () => void): void {
    if (this.state === 'draining') stop();
    else this.onDrain.push(stop);
  }
}
