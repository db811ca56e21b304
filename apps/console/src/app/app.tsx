import { useQuery } from '@tanstack/react-query';
import { SignInPage } from '../sign-in/sign-in-page.js';
import { ApiError } from '../wire/api-error.js';
import { api } from '../wire/console-api.js';
import type { SessionView } from '../wire/console-contract.js';
import { LiveProvider } from './live-provider.js';
import { SessionContext } from './session-context.js';
import { Shell } from './shell.js';

/** Null: nobody is signed in. */
const findSession = (): Promise<SessionView | null> =>
  api.session().catch((error: unknown) => {
    if (error instanceof ApiError && error.isSignedOut) return null;
    throw error;
  });

export function App() {
  const { data: session, error } = useQuery({ queryKey: ['session'], queryFn: findSession, staleTime: Infinity });
  if (session === undefined && !error) return null; // a moment: nothing that would flash
  if (!session) return <SignInPage problem={error} />;
  return (
    <SessionContext value={session}>
      <LiveProvider>
        <Shell />
      </LiveProvider>
    </SessionContext>
  );
}
