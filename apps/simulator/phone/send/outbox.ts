import { chatOf, type ChatMessage } from '../state/phone-state.js';
import type { PhoneStore } from '../state/phone-store.js';
import { phoneApi } from '../wire/phone-api.js';
import type { OutgoingMessage } from '../wire/phone-contract.js';
import { toLocalMessage } from './to-local-message.js';

/** Sends what people write: shown at once, handed to the simulator in the order in which it was written. */
export class Outbox {
  private readonly lines = new Map<string, Promise<void>>();
  private readonly lost = new Map<string, OutgoingMessage>();
  private count = 0;

  constructor(
    private readonly store: PhoneStore,
    private readonly onFailure: () => void,
  ) {}

  send(personId: string, outgoing: OutgoingMessage): void {
    const key = `local-${Date.now()}-${(this.count += 1)}`;
    const message = toLocalMessage(outgoing, key, chatOf(this.store.state, personId));
    if (message) this.store.apply({ type: 'queued', personId, message });
    const before = this.lines.get(personId) ?? Promise.resolve();
    this.lines.set(
      personId,
      before.then(() => this.deliver(personId, key, outgoing)),
    );
  }

  /** A message that the simulator did not take: once more, at the end of the chat. */
  sendAgain(personId: string, { key }: ChatMessage): void {
    const outgoing = this.lost.get(key);
    if (!outgoing) return;
    this.lost.delete(key);
    this.store.apply({ type: 'discarded', personId, key });
    this.send(personId, outgoing);
  }

  private async deliver(personId: string, key: string, outgoing: OutgoingMessage): Promise<void> {
    try {
      const { id } = await phoneApi.sendMessage(personId, outgoing);
      this.store.apply({ type: 'accepted', personId, key, id });
      if ('choiceId' in outgoing) this.showChoice(personId, outgoing.messageId, outgoing.choiceId);
    } catch {
      this.lost.set(key, outgoing);
      this.store.apply({ type: 'lost', personId, key });
      if (outgoing.kind === 'reaction') this.onFailure();
    }
  }

  private showChoice(personId: string, messageId: string, chosenId: string): void {
    const asked = chatOf(this.store.state, personId).find(({ id }) => id === messageId);
    if (asked && asked.chosenId === undefined) {
      this.store.apply({ type: 'message', personId, message: { ...asked, chosenId } });
    }
  }
}
