import { Module } from '@nestjs/common';
import { ClockController } from './clock.controller.js';
import { FaultRules } from './fault-rules.service.js';
import { FaultsController } from './faults.controller.js';
import { KnobsService } from './knobs.service.js';
import { ResetSignal } from './reset-signal.service.js';
import { VirtualClock } from './virtual-clock.service.js';

/** Everything that a tester turns: knobs, faults, time. */
@Module({
  controllers: [FaultsController, ClockController],
  providers: [ResetSignal, KnobsService, FaultRules, VirtualClock],
  exports: [ResetSignal, KnobsService, FaultRules, VirtualClock],
})
export class KnobsModule {}
