import { createContext, useContext } from 'react';
import type { SessionView } from '../wire/console-contract.js';

export const SessionContext = createContext<SessionView>({ operator: '', expiresAt: '', phoneNumberIds: [] });

export const useSession = (): SessionView => useContext(SessionContext);
