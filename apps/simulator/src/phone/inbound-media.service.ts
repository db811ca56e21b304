import { Inject, Injectable } from '@nestjs/common';
import { MediaLinks } from '../media/media-links.service.js';
import { type MediaFile, MediaRepository, type NewMedia } from '../media/media.repository.js';
import { SIMULATOR_CONFIG, type SimulatorConfig } from '../simulator.config.js';
import type { Message } from '../chats/message.js';
import type { MediaSource } from './to-inbound-node.js';

/** Files that people send. */
@Injectable()
export class InboundMedia {
  constructor(
    @Inject(SIMULATOR_CONFIG) private readonly config: SimulatorConfig,
    private readonly files: MediaRepository,
    private readonly links: MediaLinks,
  ) {}

  add(media: NewMedia): MediaFile {
    return this.files.add(media);
  }

  sourceOf({ mediaId }: Message): MediaSource {
    if (!mediaId) return {};
    const origin = this.config.SIMULATOR_PUBLIC_URL;
    return { file: this.files.find(mediaId), url: origin && this.links.make(new URL(origin).origin, mediaId) };
  }
}
