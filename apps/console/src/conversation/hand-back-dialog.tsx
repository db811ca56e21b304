import { useRef, useState } from 'react';
import { Dialog } from '../display/dialog.js';
import { useWords } from '../texts/use-words.js';
import type { useActions } from './use-actions.js';

interface HandBackDialogProps {
  handBack: ReturnType<typeof useActions>['handBack'];
  onClose: () => void;
}

export function HandBackDialog({ handBack, onClose }: HandBackDialogProps) {
  const { t, reasonFor } = useWords();
  const [note, setNote] = useState('');
  const key = useRef(''); // the same for each attempt: it hands back once
  return (
    <Dialog title={t('handBack.title')} onClose={onClose}>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          key.current ||= crypto.randomUUID();
          handBack.mutate({ note: note.trim(), idempotencyKey: key.current }, { onSuccess: onClose });
        }}
      >
        <p className="soft">{t('handBack.lead')}</p>
        <label className="field">
          <span>{t('handBack.note')}</span>
          <textarea
            name="note"
            rows={3}
            maxLength={2_000}
            data-first
            value={note}
            placeholder={t('handBack.placeholder')}
            onChange={({ target }) => setNote(target.value)}
            onKeyDown={(event) => {
              if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) event.currentTarget.form?.requestSubmit();
            }}
          />
        </label>
        <p className="form-problem" role="alert">
          {handBack.isError && reasonFor(handBack.error)}
        </p>
        <div className="dialog-actions">
          <button type="button" className="button" onClick={onClose}>
            {t('app.cancel')}
          </button>
          <button type="submit" className="button primary" disabled={handBack.isPending}>
            {t('handBack.submit')}
          </button>
        </div>
      </form>
    </Dialog>
  );
}
