import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { VirtualClock } from '../knobs/virtual-clock.service.js';

const LIFE_SECONDS = 300;

export const LOOKASIDE_PATH = 'whatsapp_business/attachments';

/** Download URLs that hold for five minutes: the file, when it ends, and a mark that nobody else can make. */
@Injectable()
export class MediaLinks {
  private readonly key = randomBytes(32);

  constructor(private readonly clock: VirtualClock) {}

  make(origin: string, mediaId: string): string {
    const expires = Math.floor(this.clock.now() / 1000) + LIFE_SECONDS;
    return `${origin}/${LOOKASIDE_PATH}?mid=${mediaId}&ext=${expires}&hash=${this.hash(mediaId, String(expires))}`;
  }

  isValid({ mid, ext, hash }: { mid?: string; ext?: string; hash?: string }): boolean {
    if (!mid || !ext || !hash || this.clock.now() / 1000 >= Number(ext)) return false;
    const expected = Buffer.from(this.hash(mid, ext));
    const given = Buffer.from(hash);
    return given.length === expected.length && timingSafeEqual(given, expected);
  }

  private hash(mediaId: string, expires: string): string {
    return createHmac('sha256', this.key).update(`${mediaId}.${expires}`).digest('base64url');
  }
}
