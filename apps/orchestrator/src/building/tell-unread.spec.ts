import { MediaKind } from '#libs/contracts';
import { fileProblems } from '../media/file-problem.js';
import { tellUnread } from './tell-unread.js';
import { unreadTexts } from './unread-texts.js';

const photo = { kind: MediaKind.MEDIA_KIND_IMAGE, filename: '', problem: 'too_large' } as const;
const paper = { kind: MediaKind.MEDIA_KIND_DOCUMENT, filename: 'a.pdf', problem: 'protected' } as const;

describe(tellUnread, () => {
  it('is silent when everything was read', () => expect(tellUnread([], 'en')).toBe(''));

  it('says everything in one sentence, and the same thing once', () => {
    expect(tellUnread([photo, photo, paper], 'en')).toBe(
      'I could not read the photo (it is too large) and the document a.pdf (it is protected by a password): could you send it another way, or tell me in words?',
    );
  });

  it('asks for text where nobody can listen', () => {
    const voice = { kind: MediaKind.MEDIA_KIND_VOICE, filename: '', problem: 'no_speech_service' } as const;
    expect(tellUnread([voice], 'pt')).toBe(unreadTexts.pt.deaf);
  });

  it('speaks Spanish to whoever speaks none of its languages', () => {
    expect(tellUnread([photo], 'de')).toContain('la foto (pesa demasiado)');
  });

  it.each(Object.entries(unreadTexts))('has every text in %s', (_, { why, what }) => {
    expect(Object.keys(why).sort()).toEqual([...fileProblems].sort());
    expect(Object.values({ ...why, ...what }).every((text) => text.length > 0)).toBe(true);
  });
});
