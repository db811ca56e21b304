import { type InfiniteData, useMutation, useQueryClient } from '@tanstack/react-query';
import { showConversations } from '../inbox/show-conversations.js';
import { api } from '../wire/console-api.js';
import type { ConversationView, Transcript } from '../wire/console-contract.js';

export interface Answer {
  text: string;
  idempotencyKey: string;
  at: string;
}

/** What an operator does with one conversation. Ownership is shown when the server has said so, never before. */
export function useActions(id: string) {
  const client = useQueryClient();
  const onChanged = (conversation: ConversationView): void => {
    showConversations(client, [conversation]);
    void client.invalidateQueries({ queryKey: ['transcript', id] });
  };
  const takeOver = useMutation({
    mutationKey: ['take-over', id],
    mutationFn: (idempotencyKey: string) => api.takeOver(id, idempotencyKey),
    onSuccess: onChanged,
  });
  const handBack = useMutation({
    mutationKey: ['hand-back', id],
    mutationFn: ({ note, idempotencyKey }: { note: string; idempotencyKey: string }) =>
      api.handBack(id, note, idempotencyKey),
    onSuccess: onChanged,
  });
  const answer = useMutation({
    mutationKey: ['answer', id],
    scope: { id: `answer ${id}` }, // one after the other: their order is the order of writing
    mutationFn: ({ text, idempotencyKey }: Answer) => api.answer(id, text, idempotencyKey),
    onSuccess: (entry) => {
      client.setQueryData<InfiniteData<Transcript, string>>(['transcript', id], (data) => {
        const [newest, ...older] = data?.pages ?? [];
        if (!data || !newest || newest.entries.some((known) => known.id === entry.id)) return data;
        return { ...data, pages: [{ ...newest, entries: [...newest.entries, entry] }, ...older] };
      });
      void client.invalidateQueries({ queryKey: ['transcript', id] });
    },
  });
  return { takeOver, handBack, answer };
}
