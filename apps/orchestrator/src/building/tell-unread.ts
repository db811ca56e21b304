import { MediaKind } from '#libs/contracts';
import { textCatalogue } from '#libs/texts';
import type { UnreadFile } from './built-turn.js';
import { unreadTexts } from './unread-texts.js';

type Texts = (typeof unreadTexts)['en'];
type Path = 'sentence' | 'deaf' | `what.${keyof Texts['what']}` | `why.${keyof Texts['why']}`;
const say = textCatalogue<Path>(unreadTexts);

const nouns: Partial<Record<MediaKind, keyof typeof unreadTexts.en.what>> = {
  [MediaKind.MEDIA_KIND_IMAGE]: 'photo',
  [MediaKind.MEDIA_KIND_VOICE]: 'voice',
  [MediaKind.MEDIA_KIND_AUDIO]: 'audio',
  [MediaKind.MEDIA_KIND_DOCUMENT]: 'document',
};

/**
 * One sentence that says what could not be read and why; empty when everything could.
 * @param language ISO 639-1; one that is not served gets Spanish
 */
export function tellUnread(unread: readonly UnreadFile[], language: string): string {
  if (unread.length === 0) return '';
  const lng = language in unreadTexts ? language : 'es';
  if (unread.every(({ problem }) => problem === 'no_speech_service')) return say('deaf', lng);
  const named = unread.map(({ kind, filename, problem }) => {
    const what = say(`what.${nouns[kind] ?? 'file'}`, lng);
    return `${what}${filename ? ` ${filename}` : ''} (${say(`why.${problem}`, lng)})`;
  });
  const list = new Intl.ListFormat(lng, { type: 'conjunction' }).format(new Set(named));
  return say('sentence', lng, { list });
}
