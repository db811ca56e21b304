import { Body, Controller, Get, Headers, HttpCode, Param, Post, Put, Res } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import { AppError } from '#libs/errors';
import { defaultKnobs, type Knobs, knobsPatchSchema } from '../knobs/knobs.schema.js';
import { KnobsService } from '../knobs/knobs.service.js';
import { ResetSignal } from '../knobs/reset-signal.service.js';
import { MediaRepository } from '../media/media.repository.js';
import { sliceMedia } from '../media/slice-media.js';
import { readBody } from '../read-body.js';
import { PhoneStateService } from './phone-state.service.js';

/** What a page loads and what its settings turn. */
@Controller('phone/api')
export class PhoneController {
  constructor(
    private readonly state: PhoneStateService,
    private readonly knobs: KnobsService,
    private readonly media: MediaRepository,
    private readonly reset: ResetSignal,
  ) {}

  @Get('state')
  show() {
    return this.state.show();
  }

  @Get('knobs')
  showKnobs(): Readonly<Knobs> {
    return this.knobs.current;
  }

  @Put('knobs')
  turnKnobs(@Body() body: unknown): Readonly<Knobs> {
    return this.knobs.turn(readBody(knobsPatchSchema, body));
  }

  @Post('reset')
  @HttpCode(204)
  startOver(): void {
    this.reset.next();
    this.knobs.turn(defaultKnobs); // last, when nothing is left that waited for the phones to come back
  }

  @Get('media/:mediaId')
  download(
    @Param('mediaId') mediaId: string,
    @Headers('range') range: string | undefined,
    @Res({ passthrough: true }) reply: FastifyReply,
  ) {
    const file = this.media.find(mediaId);
    if (!file) throw new AppError('NOT_FOUND', { message: 'no such file' });
    return sliceMedia(reply, file, range);
  }
}
