import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Icon } from '../display/icon.js';
import { useWords } from '../texts/use-words.js';
import { api } from '../wire/console-api.js';
import type { TurnView } from '../wire/console-contract.js';

/** A turn that failed for good: nobody was answered, and an operator can let it run again. */
export function SetAsideTurn({ turn: { turnId, error } }: { turn: TurnView }) {
  const { t, wordFor, reasonFor } = useWords();
  const client = useQueryClient();
  const replay = useMutation({
    mutationFn: () => api.replay(turnId),
    onSettled: () => client.invalidateQueries({ queryKey: ['transcript'] }),
  });
  const outcome = (): string => {
    if (replay.isError) return reasonFor(replay.error);
    return replay.data ? t(replay.data.isReplayed ? 'turn.replayed' : 'turn.notReplayed') : '';
  };
  return (
    <div className="set-aside" data-testid="set-aside">
      <Icon name="warning" />
      <div>
        <p>
          <strong>{t('turn.setAside')}</strong>
        </p>
        <p>
          {t('turn.setAsideHint')} {error && <span className="code">{wordFor('reason', error)}</span>}
        </p>
        <p role="status">{outcome()}</p>
      </div>
      <button type="button" className="button" disabled={replay.isPending} onClick={() => replay.mutate()}>
        <Icon name="replay" size={16} /> {t(replay.isPending ? 'turn.replaying' : 'turn.replay')}
      </button>
    </div>
  );
}
