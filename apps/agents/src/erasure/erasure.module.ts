import { Module } from '@nestjs/common';
import { buryContacts } from './bury-contacts.js';
import { eraseArtifacts } from './erase-artifacts.js';
import { eraseMcpEffects } from './erase-mcp-effects.js';
import { erasePurchases } from './erase-purchases.js';
import { eraseTickets } from './erase-tickets.js';
import { ERASURE_SOURCES } from './erasure-source.js';
import { ErasureController } from './erasure.controller.js';
import { ErasureService } from './erasure.service.js';

@Module({
  controllers: [ErasureController],
  providers: [
    {
      provide: ERASURE_SOURCES,
      useValue: [eraseTickets, erasePurchases, buryContacts, eraseArtifacts, eraseMcpEffects],
    },
    ErasureService,
  ],
})
export class ErasureModule {}
