import { Module } from '@nestjs/common';
import { KnobsModule } from '../knobs/knobs.module.js';
import { LogController } from './log.controller.js';
import { TrafficLog } from './traffic-log.service.js';

@Module({ imports: [KnobsModule], controllers: [LogController], providers: [TrafficLog], exports: [TrafficLog] })
export class LogModule {}
