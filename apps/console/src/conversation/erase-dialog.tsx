import { useState } from 'react';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { closeConversation } from '../app/route.js';
import { Dialog } from '../display/dialog.js';
import { nameOf } from '../display/name-of.js';
import { forgetConversation } from '../inbox/show-conversations.js';
import { useWords } from '../texts/use-words.js';
import { api } from '../wire/console-api.js';
import type { ConversationView } from '../wire/console-contract.js';

/** Asks for a typed word: this cannot be undone. */
export function EraseDialog({ conversation, onClose }: { conversation: ConversationView; onClose: () => void }) {
  const { t, reasonFor } = useWords();
  const client = useQueryClient();
  const [typed, setTyped] = useState('');
  const word = t('erase.word');
  const erase = useMutation({
    mutationFn: () => api.erase(conversation.id),
    onSuccess: () => {
      closeConversation();
      forgetConversation(client, conversation.id);
    },
  });
  return (
    <Dialog title={t('erase.title', { name: nameOf(conversation) })} onClose={onClose}>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          erase.mutate();
        }}
      >
        <p className="soft">{t('erase.lead')}</p>
        <label className="field">
          <span>{t('erase.type', { word: `“${word}”` })}</span>
          <input
            name="confirm"
            autoComplete="off"
            autoCapitalize="none"
            data-first
            value={typed}
            onChange={({ target }) => setTyped(target.value)}
          />
        </label>
        <p className="form-problem" role="alert">
          {erase.isError && reasonFor(erase.error)}
        </p>
        <div className="dialog-actions">
          <button type="button" className="button" onClick={onClose}>
            {t('app.cancel')}
          </button>
          <button
            type="submit"
            className="button destructive"
            disabled={typed.trim().toLowerCase() !== word || erase.isPending}
          >
            {t('erase.submit')}
          </button>
        </div>
      </form>
    </Dialog>
  );
}
