import { Module } from '@nestjs/common';
import { SupportTools } from './support.tools.js';
import { TicketsRepository } from './tickets.repository.js';
import { TicketsService } from './tickets.service.js';
import { roundTheClock } from './sla-clock.js';
import { WORKING_HOURS, type WorkingHoursSource } from './working-hours.js';

const always: WorkingHoursSource = { of: async () => ({ working: roundTheClock, timeZone: 'UTC' }) };

/** Tickets and the way to a person of the team. */
@Module({
  providers: [{ provide: WORKING_HOURS, useValue: always }, TicketsRepository, TicketsService, SupportTools],
  exports: [SupportTools],
})
export class SupportModule {}
