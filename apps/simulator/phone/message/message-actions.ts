import type { ChatMessage } from '../state/phone-state.js';

/** What a person can do with a message in the chat. */
export interface MessageActions {
  onReply: (message: ChatMessage) => void;
  onReact: (message: ChatMessage, emoji: string) => void;
  onEdit: (message: ChatMessage) => void;
  onRevoke: (message: ChatMessage) => void;
  onChoose: (message: ChatMessage, choiceId: string) => void;
  onSendAgain: (message: ChatMessage) => void;
  onOpenPicture: (message: ChatMessage) => void;
  onJumpTo: (messageId: string) => void;
}

/** What a message needs to know of its chat in order to be drawn. */
export interface ChatContext {
  businessName: string;
  personName: string;
  personColor: string;
  find: (messageId: string) => ChatMessage | undefined;
  actions: MessageActions;
}
