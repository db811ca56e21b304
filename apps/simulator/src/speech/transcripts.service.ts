import { createHash } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { ChatsRepository } from '../chats/chats.repository.js';
import { MediaRepository } from '../media/media.repository.js';
import { detectLanguage, type Language } from '../model/replies/detect-language.js';
import { phrases } from './phrases.js';

export interface Transcript {
  text: string;
  language: Language;
}

/** `says: <words>` in the comment of a recording decides what is heard. */
const SAYS = /says:\s*([^\0]{1,1000})/;

/**
 * What a recording says: the words in its comment; else a phrase that its bytes choose, in the language that the request
 * names, or that its speaker writes in. The same recording always says the same.
 */
@Injectable()
export class Transcripts {
  constructor(
    private readonly chats: ChatsRepository,
    private readonly media: MediaRepository,
  ) {}

  of(bytes: Buffer, named: string): Transcript {
    const words = SAYS.exec(bytes.subarray(0, 4_096).toString())?.[1]?.trim();
    if (words) return { text: words, language: detectLanguage(words)?.language ?? 'es' };
    const digest = createHash('sha256').update(bytes).digest();
    const language = isLanguage(named) ? named : this.languageOfSpeaker(digest.toString('base64'));
    const choices = phrases[language];
    return { text: choices[digest[0]! % choices.length]!, language };
  }

  /** What they wrote last; Spanish before they have written anything. */
  private languageOfSpeaker(sha256: string): Language {
    const ids = new Set(
      this.media
        .list()
        .filter((file) => file.sha256 === sha256)
        .map(({ id }) => id),
    );
    const chat = Object.values(this.chats.all()).find((messages) =>
      messages.some(({ mediaId }) => mediaId !== undefined && ids.has(mediaId)),
    );
    const texts = (chat ?? [])
      .filter(({ direction, kind }) => direction === 'in' && kind === 'text')
      .map(({ text }) => text ?? '');
    for (const text of texts.toReversed()) {
      const found = detectLanguage(text);
      if (found) return found.language;
    }
    return 'es';
  }
}

const isLanguage = (name: string): name is Language => Object.hasOwn(phrases, name);
