import { type ReactNode, useEffect, useState } from 'react';
import { useQueryClient } from '@tanstack/react-query';
import { showConversations } from '../inbox/show-conversations.js';
import { followEvents } from '../wire/follow-events.js';
import type { Line } from '../wire/follow-line.js';
import { LineContext } from './line-context.js';

/** Keeps everything on the page current, and says how well that works. */
export function LiveProvider({ children }: { children: ReactNode }) {
  const client = useQueryClient();
  const [line, setLine] = useState<Line>('connecting');
  useEffect(
    () =>
      followEvents({
        onLine: setLine,
        onConversations: (changed) => {
          showConversations(client, changed);
          for (const { id } of changed) void client.invalidateQueries({ queryKey: ['transcript', id] });
        },
        onReset: () => {
          void client.invalidateQueries({ queryKey: ['conversations'] });
          void client.invalidateQueries({ queryKey: ['transcript'] });
        },
        onRefused: () => void client.invalidateQueries({ queryKey: ['session'] }),
      }),
    [client],
  );
  return <LineContext value={line}>{children}</LineContext>;
}
