import { Injectable, type OnApplicationShutdown } from '@nestjs/common';

interface Alarm {
  dueAt: number;
  run: () => void;
  timer: NodeJS.Timeout;
}

const LONGEST_TIMER_MS = 2 ** 31 - 1;

/** The time of the simulated platform: it runs like any clock and can be put forward, which rings what becomes due. */
@Injectable()
export class VirtualClock implements OnApplicationShutdown {
  private offsetMs = 0;
  private readonly alarms = new Set<Alarm>();

  now(): number {
    return Date.now() + this.offsetMs;
  }

  /** Unix seconds as a string, the way webhooks carry time. */
  seconds(atMs = this.now()): string {
    return String(Math.floor(atMs / 1000));
  }

  /** Calls `run` in `delayMs` of virtual time. @returns a function that calls it off */
  after(delayMs: number, run: () => void): () => void {
    const timer = setTimeout(() => this.ring(alarm), Math.min(delayMs, LONGEST_TIMER_MS));
    const alarm: Alarm = { dueAt: this.now() + delayMs, run, timer };
    this.alarms.add(alarm);
    return () => this.callOff(alarm);
  }

  advance(ms: number): void {
    this.offsetMs += ms;
    for (const alarm of [...this.alarms].sort((one, other) => one.dueAt - other.dueAt)) {
      clearTimeout(alarm.timer);
      const leftMs = alarm.dueAt - this.now();
      if (leftMs <= 0) this.ring(alarm);
      else alarm.timer = setTimeout(() => this.ring(alarm), Math.min(leftMs, LONGEST_TIMER_MS));
    }
  }

  onApplicationShutdown(): void {
    for (const alarm of [...this.alarms]) this.callOff(alarm);
  }

  private ring(alarm: Alarm): void {
    if (this.alarms.delete(alarm)) alarm.run();
  }

  private callOff(alarm: Alarm): void {
    clearTimeout(alarm.timer);
    this.alarms.delete(alarm);
  }
}
