import { Controller, Get, Inject } from '@nestjs/common';
import { HealthCheck, HealthCheckService, HealthIndicatorService } from '@nestjs/terminus';
import { circuitsDetail } from './circuits-detail.js';
import { healthNotes } from './health-notes.js';
import { Lifecycle } from './lifecycle.js';
import { READINESS_CHECKS, type ReadinessCheck } from './readiness-check.js';
import { withHysteresis } from './with-hysteresis.js';

/** The three probes. Liveness looks at the process alone: a dead database must not restart everything. */
@Controller('health')
export class HealthController {
  private readonly checks: ReadinessCheck[];

  constructor(
    @Inject(HealthCheckService) private readonly health: HealthCheckService,
    @Inject(HealthIndicatorService) private readonly indicators: HealthIndicatorService,
    @Inject(Lifecycle) private readonly lifecycle: Lifecycle,
    @Inject(READINESS_CHECKS) checks: ReadinessCheck[],
  ) {
    this.checks = checks.map((check) => withHysteresis(check));
  }

  @Get('live')
  @HealthCheck()
  live() {
    return this.health.check([]); // an answer at all is the proof: a blocked event loop gives none
  }

  @Get('startup')
  @HealthCheck()
  startup() {
    return this.health.check([() => this.state('started', this.lifecycle.hasStarted)]);
  }

  @Get('ready')
  @HealthCheck()
  ready() {
    return this.health.check([
      () => this.state('serving', this.lifecycle.isServing),
      () => this.indicators.check('circuits').up({ disturbed: circuitsDetail() }),
      ...healthNotes.list().map(
        ({ name, note }) =>
          () =>
            this.indicators.check(name).up({ ...note }),
      ),
      ...this.checks.map((readiness) => async () => {
        const indicator = this.indicators.check(readiness.name);
        return readiness.check().then(
          () => indicator.up(),
          (error: unknown) => indicator.down({ reason: error instanceof Error ? error.message : 'failed' }),
        );
      }),
    ]);
  }

  private state(name: string, isUp: boolean) {
    const indicator = this.indicators.check(name);
    return isUp ? indicator.up() : indicator.down();
  }
}
