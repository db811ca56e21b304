import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useRef, useState } from 'react';
import { addressOfBuild } from '../../app/route.js';
import { Icon } from '../../display/icon.js';
import { useBuildWords } from '../../texts/use-build-words.js';
import { buildsApi } from '../../wire/builds-api.js';

/** Those that are shipped; the service knows whether it has them. */
const WORKFLOWS = ['full-build', 'design-and-implement', 'design-only', 'bug-fix', 'redeploy'];
const LANGUAGES = ['es', 'en', 'pt'];

/** Has something built for the person of a conversation, who is told of it like of what they asked for themselves. */
export function NewBuild({ conversationId }: { conversationId: string }) {
  const { t, language: own, reasonFor } = useBuildWords();
  const client = useQueryClient();
  const [isOpen, setOpen] = useState(false);
  const [request, setRequest] = useState('');
  const [workflow, setWorkflow] = useState('');
  const [language, setLanguage] = useState(own.slice(0, 2));
  const key = useRef('');
  const start = useMutation({
    mutationFn: buildsApi.start,
    onSuccess: ({ id }) => {
      key.current = '';
      setRequest('');
      setOpen(false);
      void client.invalidateQueries({ queryKey: ['builds'] });
      location.hash = addressOfBuild(id, conversationId);
    },
  });
  /** Other words are another order; the same ones after a lost answer are not. */
  const changed = (set: (value: string) => void) => (event: { target: { value: string } }) => {
    set(event.target.value);
    key.current = '';
  };
  if (!isOpen)
    return (
      <button type="button" className="button quiet" onClick={() => setOpen(true)} data-testid="new-build">
        <Icon name="plus" size={16} /> {t('new.open')}
      </button>
    );
  return (
    <form
      className="new-build"
      aria-label={t('new.open')}
      onSubmit={(event) => {
        event.preventDefault();
        if (request.trim() === '' || start.isPending) return;
        key.current ||= crypto.randomUUID();
        start.mutate({ conversationId, request: request.trim(), language, workflow, idempotencyKey: key.current });
      }}
    >
      <label className="field">
        <span>{t('new.request')}</span>
        <textarea rows={3} maxLength={10_000} required autoFocus value={request} onChange={changed(setRequest)} />
      </label>
      <label className="field">
        <span>{t('new.workflow')}</span>
        <select value={workflow} onChange={changed(setWorkflow)}>
          <option value="">{t('new.planner')}</option>
          {WORKFLOWS.map((name) => (
            <option key={name}>{name}</option>
          ))}
        </select>
      </label>
      <label className="field">
        <span>{t('new.language')}</span>
        <select value={language} onChange={changed(setLanguage)}>
          {LANGUAGES.map((code) => (
            <option key={code} value={code}>
              {new Intl.DisplayNames([own], { type: 'language' }).of(code)}
            </option>
          ))}
        </select>
      </label>
      {start.isError && (
        <p className="form-problem" role="alert">
          {reasonFor(start.error)}
        </p>
      )}
      <div className="new-build-ways">
        <button type="button" className="button quiet" onClick={() => setOpen(false)}>
          {t('new.close')}
        </button>
        <button type="submit" className="button primary" disabled={request.trim() === '' || start.isPending}>
          {t('new.submit')}
        </button>
      </div>
    </form>
  );
}
