import { element } from '../dom/element.js';
import { icon } from '../dom/icon.js';
import { iconButton } from '../dom/icon-button.js';
import { drawSticker } from '../emoji/draw-sticker.js';
import { openEmojiPicker } from '../emoji/emoji-picker.js';
import { previewMessage } from '../people/preview-message.js';
import type { ChatMessage } from '../state/phone-state.js';
import { texts } from '../texts/texts.js';
import { recordingBar, type RecordingBar } from '../voice/recording-bar.js';
import { startRecording } from '../voice/voice-recorder.js';
import type { Menu, OutgoingMessage } from '../wire/phone-contract.js';
import { CommandMenu } from './command-menu.js';
import { openAttachMenu } from './open-attach-menu.js';

export interface ComposerActions {
  onSend: (outgoing: OutgoingMessage) => void;
  onEdit: (message: ChatMessage, text: string) => void;
  onDraft: (text: string) => void;
  onFiles: (files: File[], as?: 'document') => void;
  /** Up from an empty composer: to the messages. */
  onLeaveUp: () => void;
}

/** What the composer shows of the business at the other end. */
export interface OtherEnd {
  name: () => string;
  commands: () => Menu['commands'];
}

type Aim = { does: 'reply' | 'edit'; message: ChatMessage };

/** Where a person writes: text, emoji, attachments, voice; with a bar above it while answering or editing. */
export class Composer {
  readonly element: HTMLElement;
  private readonly input: HTMLTextAreaElement;
  private readonly bar: HTMLElement;
  private readonly aimBar = element('div', { class: 'aim-bar', hidden: true });
  private readonly menu: CommandMenu;
  private readonly send: HTMLButtonElement;
  private readonly record: HTMLButtonElement;
  private aim: Aim | undefined;
  private recording: RecordingBar | undefined;

  constructor(
    private readonly actions: ComposerActions,
    private readonly business: OtherEnd,
  ) {
    const t = texts();
    this.input = element('textarea', {
      class: 'composer-input',
      rows: 1,
      placeholder: t.writeMessage,
      'aria-label': t.writeMessage,
      enterkeyhint: 'send',
      dir: 'auto',
      'data-testid': 'composer-input',
      on: {
        input: () => this.typed(),
        keydown: (event) => this.pressed(event),
        paste: (event) => this.pasted(event),
      },
    });
    this.menu = new CommandMenu(this.input, business.commands, (text) => {
      this.setText('');
      this.emit({ kind: 'text', text });
    });
    this.send = element(
      'button',
      {
        type: 'button',
        class: 'send-button',
        hidden: true,
        'aria-label': t.send,
        title: t.send,
        'data-testid': 'send',
        on: { click: () => this.submit() },
      },
      icon('sendSolid', 22),
    );
    this.record = iconButton({
      icon: 'microphone',
      label: t.recordVoice,
      testId: 'record',
      onClick: () => void this.startVoice(),
    });
    const attach = iconButton({
      icon: 'plus',
      label: t.attach,
      testId: 'attach',
      onClick: () => openAttachMenu(attach, { onSend: (outgoing) => this.emit(outgoing), onFiles: actions.onFiles }),
    });
    const emoji = iconButton({
      icon: 'emoji',
      label: t.emoji,
      testId: 'emoji',
      onClick: () =>
        openEmojiPicker(
          emoji,
          (picked) => this.insert(picked),
          (picked) => this.emitSticker(picked),
        ),
    });
    this.bar = element('div', { class: 'composer-bar' }, attach, emoji, this.input, this.record, this.send);
    const box = element('div', { class: 'composer-box' }, this.menu.element, this.aimBar, this.bar);
    this.element = element('footer', { class: 'composer', 'data-testid': 'composer' }, box);
  }

  focus(): void {
    this.input.focus({ preventScroll: true });
  }

  /** Another phone is held: its own unfinished words. */
  show(draft: string): void {
    this.recording?.discard();
    this.setAim(undefined);
    this.setText(draft);
    this.menu.close();
  }

  reply(message: ChatMessage): void {
    this.setAim({ does: 'reply', message });
    this.focus();
  }

  edit(message: ChatMessage): void {
    this.setAim({ does: 'edit', message });
    this.setText(message.text ?? '');
    this.focus();
  }

  private submit(): void {
    const text = this.input.value.trim();
    if (text === '') return;
    if (this.aim?.does === 'edit') {
      if (text !== this.aim.message.text) this.actions.onEdit(this.aim.message, text);
      this.setAim(undefined);
    } else this.emit({ kind: 'text', text });
    this.setText('');
    this.focus();
  }

  /** Sends something, as an answer when one is being written. */
  private emit(outgoing: OutgoingMessage): void {
    const replyTo = this.takeReply();
    const canReply = !('messageId' in outgoing) && outgoing.kind !== 'contacts';
    this.actions.onSend(canReply && replyTo !== undefined ? { ...outgoing, replyTo } : outgoing);
  }

  /** The message that is being answered, if any; it is answered only once. */
  takeReply(): string | undefined {
    if (this.aim?.does !== 'reply') return undefined;
    const { id } = this.aim.message;
    this.setAim(undefined);
    return id;
  }

  private emitSticker(emoji: string): void {
    this.emit({ kind: 'sticker', dataUrl: drawSticker(emoji) });
    this.focus();
  }

  private async startVoice(): Promise<void> {
    this.record.disabled = true;
    const recording = await startRecording();
    this.record.disabled = false;
    const bar = recordingBar(recording, (note) => {
      bar.element.replaceWith(this.bar);
      this.recording = undefined;
      if (note) this.emit({ kind: 'voice', ...note });
      this.focus();
    });
    this.recording = bar;
    this.bar.replaceWith(bar.element);
  }

  private insert(text: string): void {
    this.input.setRangeText(text, this.input.selectionStart, this.input.selectionEnd, 'end');
    this.typed();
    this.focus();
  }

  private setText(text: string): void {
    this.input.value = text;
    this.typed();
  }

  private typed(): void {
    const isEmpty = this.input.value.trim() === '';
    this.send.hidden = isEmpty;
    this.record.hidden = !isEmpty;
    this.fitHeight();
    if (this.aim?.does === 'edit') return;
    this.menu.offer(this.input.value);
    this.actions.onDraft(this.input.value);
  }

  /** As high as its lines; an empty one, or one that is not on the page yet, as high as the style sheet says. */
  private fitHeight(): void {
    this.input.style.height = '';
    if (this.input.value === '' || this.input.scrollHeight === 0) return;
    this.input.style.height = `${this.input.scrollHeight}px`;
  }

  private pressed(event: KeyboardEvent): void {
    if (event.isComposing || this.menu.pressed(event)) return;
    if (event.key === 'Enter' && !event.shiftKey) {
      event.preventDefault();
      this.submit();
    } else if (event.key === 'Escape' && this.aim) {
      event.stopPropagation();
      this.leaveAim();
    } else if (event.key === 'ArrowUp' && this.input.value === '') {
      event.preventDefault();
      this.actions.onLeaveUp();
    }
  }

  private pasted(event: ClipboardEvent): void {
    const files = [...(event.clipboardData?.files ?? [])];
    if (files.length === 0) return;
    event.preventDefault();
    this.actions.onFiles(files);
  }

  private leaveAim(): void {
    if (this.aim?.does === 'edit') this.setText('');
    this.setAim(undefined);
    this.focus();
  }

  private setAim(aim: Aim | undefined): void {
    this.aim = aim;
    this.aimBar.hidden = aim === undefined;
    if (!aim) return;
    const t = texts();
    const author = aim.message.direction === 'in' ? t.you : this.business.name();
    this.aimBar.replaceChildren(
      element(
        'div',
        { class: `quote is-${aim.message.direction}` },
        element(
          'span',
          { class: 'quote-text' },
          element('strong', {}, aim.does === 'edit' ? t.editing : author),
          element('span', { class: 'quote-words', dir: 'auto' }, previewMessage(aim.message)),
        ),
      ),
      iconButton({ icon: 'close', label: t.cancelReply, onClick: () => this.leaveAim() }),
    );
  }
}
