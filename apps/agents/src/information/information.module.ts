import { Module } from '@nestjs/common';
import { KnowledgeSearch } from '../knowledge/knowledge-search.js';
import { CLOCK, type Clock } from './clock.js';
import { InformationTools } from './information.tools.js';

const now: Clock = () => new Date();

/** Hours, places, policies and knowledge of the business. */
@Module({
  providers: [{ provide: CLOCK, useValue: now }, KnowledgeSearch, InformationTools],
  exports: [InformationTools, KnowledgeSearch],
})
export class InformationModule {}
