import { Module } from '@nestjs/common';
import { KnobsModule } from '../knobs/knobs.module.js';
import { MediaLinks } from './media-links.service.js';
import { MediaRepository } from './media.repository.js';

@Module({ imports: [KnobsModule], providers: [MediaRepository, MediaLinks], exports: [MediaRepository, MediaLinks] })
export class MediaModule {}
