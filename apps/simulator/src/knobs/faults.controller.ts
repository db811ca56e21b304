import { Body, Controller, Delete, Get, HttpCode, Param, Post } from '@nestjs/common';
import { AppError } from '#libs/errors';
import { readBody } from '../read-body.js';
import { faultSchema } from './fault.schema.js';
import { type FaultRule, FaultRules } from './fault-rules.service.js';

@Controller('faults')
export class FaultsController {
  constructor(private readonly rules: FaultRules) {}

  @Post()
  add(@Body() body: unknown): FaultRule {
    return this.rules.add(readBody(faultSchema, body));
  }

  @Get()
  list(): readonly FaultRule[] {
    return this.rules.list();
  }

  @Delete()
  @HttpCode(204)
  clear(): void {
    this.rules.clear();
  }

  @Delete(':id')
  @HttpCode(204)
  remove(@Param('id') id: string): void {
    if (!this.rules.remove(id)) throw new AppError('NOT_FOUND', { message: 'no such fault' });
  }
}
