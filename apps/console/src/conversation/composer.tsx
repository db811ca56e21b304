import { type KeyboardEvent, type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useSession } from '../app/session-context.js';
import { useNow } from '../app/use-now.js';
import { Icon } from '../display/icon.js';
import { nameOf } from '../display/name-of.js';
import { isMine } from '../inbox/owner-badge.js';
import { windowState } from '../inbox/window-clock.js';
import type { ConversationView } from '../wire/console-contract.js';
import { drafts } from './drafts.js';

/** WhatsApp's own limit of a text. */
const MAX_LENGTH = 4_096;

interface ComposerProps {
  conversation: ConversationView;
  isTakingOver: boolean;
  onTakeOver: () => void;
  onAnswer: (text: string) => void;
}

/** Where an operator writes, or the reason why they cannot, with the way out of it. */
export function Composer({ conversation, isTakingOver, onTakeOver, onAnswer }: ComposerProps) {
  const { t } = useTranslation();
  const { operator: me } = useSession();
  const nowMs = useNow();
  const name = nameOf(conversation);
  const { owner, operator, isOptedOut, windowClosesAt } = conversation;
  if (isOptedOut) return <Hindrance>{t('composer.optedOut', { name })}</Hindrance>;
  if (!isMine(conversation, me)) {
    const whose = {
      bot: t('composer.bot'),
      waiting: t('composer.waiting'),
      human: t('composer.colleague', { operator }),
      other_app: t('composer.otherApp'),
    }[owner];
    return (
      <Hindrance>
        {whose}
        <button type="button" className="button" disabled={isTakingOver} onClick={onTakeOver}>
          {t(owner === 'human' ? 'composer.takeFrom' : 'composer.takeOverToAnswer')}
        </button>
      </Hindrance>
    );
  }
  if (windowState(windowClosesAt, nowMs).state === 'closed')
    return <Hindrance>{t('composer.closed', { name })}</Hindrance>;
  return <Editor key={conversation.id} id={conversation.id} name={name} onAnswer={onAnswer} />;
}

function Hindrance({ children }: { children: ReactNode }) {
  return (
    <div className="composer hindrance" data-testid="composer">
      {children}
    </div>
  );
}

function Editor({ id, name, onAnswer }: { id: string; name: string; onAnswer: (text: string) => void }) {
  const { t } = useTranslation();
  const [text, setText] = useState(drafts.get(id));
  const write = (written: string): void => {
    drafts.set(id, written);
    setText(written);
  };
  const over = [...text.trim()].length - MAX_LENGTH;
  const canSend = text.trim() !== '' && over <= 0;
  const send = (): void => {
    if (!canSend) return;
    onAnswer(text.trim());
    write('');
  };
  const onKeyDown = (event: KeyboardEvent<HTMLTextAreaElement>): void => {
    if (event.key === 'Escape') event.currentTarget.blur();
    if (event.key !== 'Enter' || event.shiftKey || event.nativeEvent.isComposing) return;
    event.preventDefault();
    send();
  };
  return (
    <form
      className="composer"
      data-testid="composer"
      onSubmit={(event) => {
        event.preventDefault();
        send();
      }}
    >
      <div className="editor">
        <textarea
          id="answer"
          rows={1}
          dir="auto"
          value={text}
          placeholder={t('composer.placeholder', { name })}
          aria-label={t('composer.label', { name })}
          aria-describedby="answer-hint"
          onChange={({ target }) => write(target.value)}
          onKeyDown={onKeyDown}
        />
        <button type="submit" className="button primary" disabled={!canSend} data-testid="send">
          <Icon name="send" size={16} /> <span className="send-word">{t('composer.send')}</span>
        </button>
      </div>
      <small id="answer-hint" className={over > 0 ? 'form-problem' : undefined}>
        {over > 0 ? t('composer.tooLong', { count: over }) : t('composer.hint')}
      </small>
    </form>
  );
}
