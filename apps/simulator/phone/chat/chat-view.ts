import { Composer } from '../composer/composer.js';
import { previewFiles } from '../composer/preview-files.js';
import { openLightbox } from '../content/open-lightbox.js';
import { element } from '../dom/element.js';
import type { ChatContext, MessageActions } from '../message/message-actions.js';
import { businessNameOf, chatOf, type ChatMessage, menuOf, personOf, type PhoneState } from '../state/phone-state.js';
import type { PhoneStore } from '../state/phone-store.js';
import { texts } from '../texts/texts.js';
import type { OutgoingMessage, Person } from '../wire/phone-contract.js';
import type { PersonActions } from '../people/person-menu.js';
import { acceptFiles } from './accept-files.js';
import { ChatHeader } from './chat-header.js';
import { ChatLog } from './chat-log.js';
import { emptyChat } from './empty-chat.js';
import { offlineNote } from './offline-note.js';

export interface ChatActions extends PersonActions {
  onBack: () => void;
  onSend: (personId: string, outgoing: OutgoingMessage) => void;
  onSendAgain: (personId: string, message: ChatMessage) => void;
  onEdit: (personId: string, message: ChatMessage, text: string) => void;
  onRevoke: (personId: string, message: ChatMessage) => void;
  onGoOnline: () => void;
}

/** One person's chat with the business: header, log, composer. Shows whichever phone is held. */
export class ChatView {
  readonly element: HTMLElement;
  private readonly header: ChatHeader;
  private readonly log: ChatLog;
  private readonly composer: Composer;
  private readonly offline: HTMLElement;
  private readonly empty = element('div', { class: 'empty-frame', hidden: true });
  private personId = '';
  /** What the empty chat shows of the business: its name and menu. */
  private emptyFor = '';

  constructor(
    private readonly store: PhoneStore,
    private readonly actions: ChatActions,
    signal: AbortSignal,
  ) {
    this.header = new ChatHeader(actions);
    this.log = new ChatLog(this.context(undefined), signal);
    this.offline = offlineNote(actions.onGoOnline);
    this.composer = new Composer(
      {
        onSend: (outgoing) => actions.onSend(this.personId, outgoing),
        onEdit: (message, text) => actions.onEdit(this.personId, message, text),
        onDraft: (text) => store.apply({ type: 'drafted', personId: this.personId, text }),
        onFiles: (files, as) => void this.sendFiles(files, as),
        onLeaveUp: () => this.log.focusLast(),
      },
      { name: () => this.businessName, commands: () => menuOf(store.state, this.personId).commands },
    );
    this.element = element(
      'section',
      { class: 'chat', 'aria-label': texts().chatWith(store.state.business.name), 'data-testid': 'chat' },
      this.header.element,
      this.offline,
      element('div', { class: 'chat-body' }, this.log.element, this.empty),
      this.composer.element,
    );
    acceptFiles(this.element, (files) => void this.sendFiles(files));
    store.subscribe((state, previous) => this.update(state, previous), signal);
  }

  /** Draws the chat of the phone that is held now. */
  open(person: Person): void {
    const { state } = this.store;
    this.personId = person.id;
    this.log.show(chatOf(state, person.id), this.context(person));
    this.composer.show(state.drafts[person.id] ?? '');
    this.header.update(state, person);
    this.showAround(state);
  }

  focus(): void {
    this.composer.focus();
  }

  private update(state: PhoneState, previous: PhoneState): void {
    const person = personOf(state, this.personId);
    if (!person) return;
    this.header.update(state, person);
    if (chatOf(state, person.id) !== chatOf(previous, person.id)) this.log.sync(chatOf(state, person.id));
    if ((['chats', 'knobs', 'typing', 'menus'] as const).some((part) => state[part] !== previous[part]))
      this.showAround(state);
  }

  private showAround(state: PhoneState): void {
    const isEmpty = chatOf(state, this.personId).length === 0 && state.connection !== 'connecting';
    const menu = menuOf(state, this.personId);
    const shown = isEmpty ? JSON.stringify([this.businessName, menu]) : '';
    if (shown !== this.emptyFor) {
      this.emptyFor = shown;
      this.empty.hidden = !isEmpty;
      this.empty.replaceChildren(
        ...(isEmpty ? [emptyChat(this.businessName, menu, (text) => this.sendText(text))] : []),
      );
    }
    this.log.setTyping(state.typing[this.personId] === true);
    const isOffline = state.knobs?.online === false;
    this.offline.hidden = !isOffline;
    this.element.classList.toggle('is-phone-offline', isOffline);
  }

  private sendText(text: string): void {
    this.actions.onSend(this.personId, { kind: 'text', text });
  }

  private get businessName(): string {
    return businessNameOf(this.store.state, this.personId);
  }

  private context(person: Person | undefined): ChatContext {
    return {
      businessName: this.businessName,
      personName: person?.name ?? '',
      personColor: person?.color ?? '',
      find: (messageId) => chatOf(this.store.state, this.personId).find(({ id }) => id === messageId),
      actions: this.messageActions(),
    };
  }

  private messageActions(): MessageActions {
    const { actions } = this;
    return {
      onReply: (message) => this.composer.reply(message),
      onEdit: (message) => this.composer.edit(message),
      onReact: (message, emoji) => actions.onSend(this.personId, { kind: 'reaction', messageId: message.id, emoji }),
      onRevoke: (message) => actions.onRevoke(this.personId, message),
      onSendAgain: (message) => actions.onSendAgain(this.personId, message),
      onJumpTo: (messageId) => this.log.jumpTo(messageId),
      onOpenPicture: (message) => this.openPictures(message),
      onChoose: (message, choiceId) => {
        const kind = message.kind === 'list' ? 'list_reply' : 'button_reply';
        actions.onSend(this.personId, { kind, messageId: message.id, choiceId });
      },
    };
  }

  private openPictures(message: ChatMessage): void {
    const pictures = chatOf(this.store.state, this.personId).filter(
      ({ kind, id, mediaUrl, revoked }) => mediaUrl && !revoked && (kind === 'image' || id === message.id),
    );
    const authorOf = ({ direction }: ChatMessage) => (direction === 'in' ? texts().you : this.businessName);
    openLightbox(pictures, message.id, authorOf);
  }

  private async sendFiles(files: File[], as?: 'document'): Promise<void> {
    const { personId } = this;
    await previewFiles(files, as, (attachment) => {
      const replyTo = this.composer.takeReply();
      this.actions.onSend(personId, replyTo === undefined ? attachment : { ...attachment, replyTo });
    });
  }
}
