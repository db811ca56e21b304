import { useRef, useState } from 'react';
import { Icon } from '../../display/icon.js';
import { useBuildWords } from '../../texts/use-build-words.js';
import type { BuildActions } from './use-build-actions.js';

/** A change, in words. Asking for the same words again after a lost answer asks only once. */
export function RefineBox({ refine }: { refine: BuildActions['refine'] }) {
  const { t, reasonFor } = useBuildWords();
  const [text, setText] = useState('');
  const key = useRef('');
  const ask = (): void => {
    key.current ||= crypto.randomUUID();
    refine.mutate(
      { text: text.trim(), idempotencyKey: key.current },
      {
        onSuccess: () => {
          key.current = '';
          setText('');
        },
      },
    );
  };
  return (
    <form
      className="composer refine"
      onSubmit={(event) => {
        event.preventDefault();
        if (text.trim() !== '' && !refine.isPending) ask();
      }}
    >
      <div className="editor">
        <textarea
          id="refine"
          rows={1}
          maxLength={10_000}
          value={text}
          readOnly={refine.isPending}
          aria-label={t('refine.label')}
          placeholder={t('refine.placeholder')}
          onChange={({ target }) => {
            setText(target.value);
            key.current = ''; // other words are another change
          }}
          onKeyDown={(event) => {
            if (event.key === 'Escape') event.currentTarget.blur();
            if (event.key !== 'Enter' || event.shiftKey || event.nativeEvent.isComposing) return;
            event.preventDefault();
            event.currentTarget.form?.requestSubmit();
          }}
        />
        <button
          type="submit"
          className="button primary"
          disabled={text.trim() === '' || refine.isPending}
          data-testid="refine"
        >
          <Icon name="send" size={16} />
          <span className="send-word">{t(refine.isPending ? 'refine.sending' : 'refine.submit')}</span>
        </button>
      </div>
      {refine.isError ? (
        <p className="form-problem" role="alert">
          {reasonFor(refine.error)}
        </p>
      ) : (
        <small>{t('refine.hint')}</small>
      )}
    </form>
  );
}
