import { Icon, type IconName } from '../display/icon.js';
import { Moment } from '../display/moment.js';
import { useWords } from '../texts/use-words.js';
import type { SaidView } from '../wire/console-contract.js';

const icons: Record<string, IconName> = {
  image: 'image',
  sticker: 'image',
  video: 'video',
  audio: 'audio',
  voice: 'audio',
  document: 'document',
  media: 'document',
  location: 'location',
  contacts: 'contact',
  order: 'order',
  reply: 'choice',
  button: 'choice',
  list_reply: 'choice',
  flow: 'choice',
};

export function SaidEntry({ said, at }: { said: SaidView; at: string | null }) {
  const { t, wordFor } = useWords();
  const { content, text, isEdited, isErased, disposition } = said;
  const isRefused = disposition === 'limited' || disposition === 'blocked';
  return (
    <article className="bubble person" data-testid="said" data-erased={isErased}>
      {isErased ? (
        <p className="bubble-erased">{t('said.erased')}</p>
      ) : (
        <>
          {content !== 'text' && (
            <p className="media">
              <Icon name={icons[content] ?? 'event'} />
              {wordFor('said.kind', content)}
            </p>
          )}
          {text && (
            <p className="bubble-text" dir="auto">
              {text}
            </p>
          )}
        </>
      )}
      <p className="bubble-foot">
        {isEdited && <span>{t('said.edited')}</span>}
        <Moment at={at} />
      </p>
      {isRefused && (
        <p className="bubble-note">
          <Icon name="stop" size={14} /> {t(`said.${disposition}`)}
        </p>
      )}
    </article>
  );
}
