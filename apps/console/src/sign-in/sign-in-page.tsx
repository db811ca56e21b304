import { type FormEvent, useState } from 'react';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { recall, remember } from '../app/preferences.js';
import { LanguagePicker } from '../app/language-picker.js';
import { useWords } from '../texts/use-words.js';
import { ApiError } from '../wire/api-error.js';
import { api } from '../wire/console-api.js';
import { takeTokenFromAddress } from './token-from-address.js';

const tokenOfStart = takeTokenFromAddress();

export function SignInPage({ problem }: { problem: Error | null }) {
  const { t, reasonFor } = useWords();
  const client = useQueryClient();
  const [operator, setOperator] = useState(recall('operator') ?? '');
  const [token, setToken] = useState(tokenOfStart);
  const [hasEnded] = useState(client.getQueryData<boolean>(['session-ended']) === true);
  const [isNameKnown] = useState(operator !== '' && token === '');
  const signIn = useMutation({
    mutationFn: () => api.signIn(token.trim(), operator.trim()),
    retry: false,
    onSuccess: (session) => {
      remember('operator', session.operator);
      client.removeQueries({ queryKey: ['session-ended'] });
      client.setQueryData(['session'], session);
    },
  });
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    signIn.mutate();
  };
  const failure = signIn.error ?? problem;
  const message = (): string | undefined => {
    if (!failure) return undefined;
    if (failure instanceof ApiError && failure.isSignedOut) return t('signIn.wrong');
    if (failure instanceof ApiError && failure.status === 400) return t('signIn.nameRefused');
    return reasonFor(failure);
  };
  return (
    <main className="sign-in">
      <form className="sign-in-card" onSubmit={submit}>
        <img src="/console/icon.svg" alt="" width={44} height={44} />
        <h1>{t('app.name')}</h1>
        <p className="soft">{t('signIn.lead')}</p>
        {hasEnded && <p className="sign-in-note">{t('signIn.ended')}</p>}
        <label className="field">
          <span>{t('signIn.operator')}</span>
          <input
            autoFocus={!isNameKnown}
            name="operator"
            autoComplete="name"
            required
            maxLength={60}
            value={operator}
            onChange={({ target }) => setOperator(target.value)}
            aria-describedby="operator-hint"
          />
          <small id="operator-hint">{t('signIn.operatorHint')}</small>
        </label>
        <label className="field">
          <span>{t('signIn.token')}</span>
          <input
            autoFocus={isNameKnown}
            name="token"
            type="password"
            autoComplete="current-password"
            required
            value={token}
            onChange={({ target }) => setToken(target.value)}
            aria-describedby="token-hint"
          />
          <small id="token-hint">{t('signIn.tokenHint')}</small>
        </label>
        <p className="form-problem" role="alert">
          {message()}
        </p>
        <button type="submit" className="button primary wide" disabled={signIn.isPending}>
          {signIn.isPending ? t('signIn.busy') : t('signIn.submit')}
        </button>
        <LanguagePicker />
      </form>
    </main>
  );
}
