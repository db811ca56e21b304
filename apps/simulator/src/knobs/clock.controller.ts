import { Body, Controller, Get, HttpCode, Post } from '@nestjs/common';
import { z } from 'zod';
import { readBody } from '../read-body.js';
import { VirtualClock } from './virtual-clock.service.js';

const advanceSchema = z.strictObject({
  advanceMs: z
    .number()
    .int()
    .min(0)
    .max(400 * 86_400_000),
});

/** Puts the platform's clock forward: windows close, buckets refill, media expire, redeliveries fall due. */
@Controller('clock')
export class ClockController {
  constructor(private readonly clock: VirtualClock) {}

  @Get()
  now() {
    return { now: new Date(this.clock.now()).toISOString() };
  }

  @Post()
  @HttpCode(200)
  advance(@Body() body: unknown) {
    this.clock.advance(readBody(advanceSchema, body).advanceMs);
    return this.now();
  }
}
