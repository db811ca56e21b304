import { judgeStage } from './judge-stage.ts';
import { playSpec } from './play-spec.ts';
import type { Scenario } from './scenario.ts';
import { SHARED, Stage } from './stage.ts';

export interface Result {
  scenario: Scenario;
  outcome: 'passed' | 'failed' | 'skipped';
  messages: number;
  during: number;
  evidence: Record<string, number>;
  takeoverMs?: number;
  seconds: number;
  /** Findings of a failure, the reason of a skip, or what is worth knowing. */
  says: string[];
}

/** Plays one scenario after the other; those that need no stage of their own share one. */
export class Theatre {
  private readonly seed: number;
  private shared: Stage | undefined;

  constructor(seed: number) {
    this.seed = seed;
  }

  async play(scenario: Scenario): Promise<Result> {
    const began = performance.now();
    const { by } = scenario;
    const nothing = { scenario, messages: 0, during: 0, evidence: {} };
    const missing = 'skipped' in by ? by.skipped : 'play' in by ? by.missing?.() : undefined;
    if (missing) return { ...nothing, outcome: 'skipped', seconds: 0, says: [missing] };
    if ('spec' in by) {
      const { passed, failed } = await playSpec(by.spec, by.tests);
      const outcome = passed > 0 && failed === 0 ? 'passed' : 'failed';
      const says = [`${by.spec}: ${passed} passed, ${failed} failed`];
      return { ...nothing, outcome, seconds: secondsSince(began), says };
    }
    return 'play' in by ? this.onStage(scenario, by, began) : { ...nothing, outcome: 'skipped', seconds: 0, says: [] };
  }

  async close(): Promise<void> {
    await this.shared?.stop();
    this.shared = undefined;
  }

  private async onStage(
    scenario: Scenario,
    by: Extract<Scenario['by'], { play: unknown }>,
    began: number,
  ): Promise<Result> {
    if (by.needs) await this.close(); // two would be too many for a small machine
    const needs = typeof by.needs === 'function' ? await by.needs() : (by.needs ?? SHARED);
    const stage = by.needs ? await Stage.open(needs) : (this.shared ??= await Stage.open());
    let result: Result | undefined;
    try {
      await stage.begin(scenario.id, this.seed);
      await by.play(stage);
      const { isPassed, messages, findings } = await judgeStage(stage, scenario);
      const says = [...findings, ...stage.notes];
      result = { ...this.seen(scenario, stage, began), outcome: isPassed ? 'passed' : 'failed', messages, says };
    } catch (error) {
      const says = [error instanceof Error ? (error.stack ?? error.message) : String(error)];
      result = { ...this.seen(scenario, stage, began), outcome: 'failed', says };
    }
    if (by.needs) await stage.stop();
    else if (by.spoils || result.outcome === 'failed') await this.close();
    return result;
  }

  private seen(scenario: Scenario, stage: Stage, began: number) {
    const { evidence, during, takeoverMs } = stage;
    return {
      scenario,
      messages: stage.world.meta.acked.length,
      during,
      evidence,
      takeoverMs,
      seconds: secondsSince(began),
    };
  }
}

const secondsSince = (began: number): number => (performance.now() - began) / 1_000;
