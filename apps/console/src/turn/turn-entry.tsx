import { useWords } from '../texts/use-words.js';
import { Icon } from '../display/icon.js';
import type { ReplyView, TurnView } from '../wire/console-contract.js';
import { Delivery } from './delivery.js';
import { SetAsideTurn } from './set-aside-turn.js';
import { TurnNote } from './turn-note.js';

/** What the bot said in a turn, and how it came to say it. */
export function TurnEntry({ turn, at }: { turn: TurnView; at: string | null }) {
  const { t } = useWords();
  const isWorking = turn.stage === 'started' && turn.replies.length === 0;
  return (
    <section className="turn" data-stage={turn.stage} data-testid="turn">
      {turn.replies.map((reply) => (
        <Reply key={reply.idempotencyKey} reply={reply} agent={turn.agent} at={at} />
      ))}
      {isWorking && (
        <p className="working">
          <span className="typing" aria-hidden="true">
            <i />
            <i />
            <i />
          </span>
          {t('turn.working')}
        </p>
      )}
      {turn.stage === 'silenced' && <p className="silenced">{t('turn.silenced')}</p>}
      {turn.stage === 'set_aside' && <SetAsideTurn turn={turn} />}
      <TurnNote turn={turn} />
    </section>
  );
}

function Reply({ reply, agent, at }: { reply: ReplyView; agent: string; at: string | null }) {
  const { t, wordFor } = useWords();
  return (
    <article className="bubble bot" data-testid="reply">
      <p className="bubble-who">
        <Icon name="bot" size={14} /> {agent || t('said.bot')}
      </p>
      {reply.content === 'image' && (
        <p className="media">
          <Icon name="image" />
          {wordFor('said.kind', reply.content)}
        </p>
      )}
      {reply.text && (
        <p className="bubble-text" dir="auto">
          {reply.text}
        </p>
      )}
      {reply.choices.length > 0 && (
        <ul className="choices" aria-label={t('said.options')}>
          {reply.choices.map((choice) => (
            <li key={choice}>{choice}</li>
          ))}
        </ul>
      )}
      <Delivery at={at} delivery={reply.delivery} />
    </article>
  );
}
