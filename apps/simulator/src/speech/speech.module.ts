import { Module } from '@nestjs/common';
import { ChatsModule } from '../chats/chats.module.js';
import { MediaModule } from '../media/media.module.js';
import { SpeechController } from './speech.controller.js';
import { Transcripts } from './transcripts.service.js';

@Module({ imports: [ChatsModule, MediaModule], controllers: [SpeechController], providers: [Transcripts] })
export class SpeechModule {}
