import { Module } from '@nestjs/common';
import { BusinessModule } from '../business/business.module.js';
import { BusinessHours } from './business-hours.js';
import { SupportTools } from './support.tools.js';
import { TicketsRepository } from './tickets.repository.js';
import { TicketsService } from './tickets.service.js';

/** Tickets and the way to a person of the team. */
@Module({
  imports: [BusinessModule],
  providers: [BusinessHours, TicketsRepository, TicketsService, SupportTools],
  exports: [SupportTools],
})
export class SupportModule {}
