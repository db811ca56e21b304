import { ContentKind, Disposition, type InboundMessage, MediaKind } from '#libs/contracts';

/** What a turn's messages come to before their files and quotes are looked at. */
export interface CombinedTurn {
  text: string;
  kind: ContentKind;
  /** Kind of the last message that carries media. */
  mediaKind?: MediaKind;
  suspicions: string[];
  /** False when the gateway refused all of its messages. */
  isAnswered: boolean;
  /** Set when the gateway refused a message and the person is to be told. */
  notice?: 'limited' | 'blocked';
}

/** The messages that a turn is about: those that the gateway let pass, if it did so with any. */
export function heardOf(messages: readonly InboundMessage[]): readonly InboundMessage[] {
  const accepted = messages.filter(isAccepted);
  return accepted.length > 0 ? accepted : messages;
}

/** @param messages oldest first */
export function combineMessages(messages: readonly InboundMessage[]): Omit<CombinedTurn, 'text'> {
  const heard = heardOf(messages);
  const kinds = heard.map(kindOf);
  const spoken = kinds.find(
    (kind) => kind === ContentKind.CONTENT_KIND_TEXT || kind === ContentKind.CONTENT_KIND_REPLY,
  );
  // What was deleted meanwhile says nothing about the rest
  const last = kinds.findLast((kind) => kind !== ContentKind.CONTENT_KIND_REVOKE) ?? kinds.at(-1);
  const media = heard.findLast(({ content }) => content?.$case === 'media');
  return {
    kind: spoken ?? last ?? ContentKind.CONTENT_KIND_UNSUPPORTED,
    mediaKind: media?.content?.$case === 'media' ? media.content.value.kind : undefined,
    suspicions: [...new Set(heard.flatMap(({ suspicions }) => suspicions))],
    isAnswered: messages.some(isAccepted),
    notice: noticeOf(messages),
  };
}

const isAccepted = ({ disposition }: InboundMessage): boolean => disposition === Disposition.DISPOSITION_ACCEPTED;

function noticeOf(messages: readonly InboundMessage[]): CombinedTurn['notice'] {
  const refused = messages.findLast(({ notice }) => notice);
  if (!refused) return undefined;
  return refused.disposition === Disposition.DISPOSITION_BLOCKED ? 'blocked' : 'limited';
}

const kindsOfMedia: Record<MediaKind, ContentKind> = {
  [MediaKind.MEDIA_KIND_UNSPECIFIED]: ContentKind.CONTENT_KIND_UNSUPPORTED,
  [MediaKind.MEDIA_KIND_IMAGE]: ContentKind.CONTENT_KIND_IMAGE,
  [MediaKind.MEDIA_KIND_VIDEO]: ContentKind.CONTENT_KIND_VIDEO,
  [MediaKind.MEDIA_KIND_AUDIO]: ContentKind.CONTENT_KIND_AUDIO,
  [MediaKind.MEDIA_KIND_VOICE]: ContentKind.CONTENT_KIND_AUDIO,
  [MediaKind.MEDIA_KIND_DOCUMENT]: ContentKind.CONTENT_KIND_DOCUMENT,
  [MediaKind.MEDIA_KIND_STICKER]: ContentKind.CONTENT_KIND_STICKER,
  [MediaKind.UNRECOGNIZED]: ContentKind.CONTENT_KIND_UNSUPPORTED,
};

export function kindOf({ content }: InboundMessage): ContentKind {
  switch (content?.$case) {
    case 'text':
      return ContentKind.CONTENT_KIND_TEXT;
    case 'reply':
      return ContentKind.CONTENT_KIND_REPLY;
    case 'media':
      return kindsOfMedia[content.value.kind];
    case 'location':
      return ContentKind.CONTENT_KIND_LOCATION;
    case 'contactCards':
      return ContentKind.CONTENT_KIND_CONTACT_CARDS;
    case 'flowReply':
      return ContentKind.CONTENT_KIND_FLOW_REPLY;
    case 'order':
      return ContentKind.CONTENT_KIND_ORDER;
    case 'reaction':
      return ContentKind.CONTENT_KIND_REACTION;
    case 'system':
    case 'handover':
    case 'preference':
      return ContentKind.CONTENT_KIND_SYSTEM;
    case 'edit':
      return ContentKind.CONTENT_KIND_EDIT;
    case 'revoke':
      return ContentKind.CONTENT_KIND_REVOKE;
    case 'unsupported':
    case undefined:
      return ContentKind.CONTENT_KIND_UNSUPPORTED;
  }
}
