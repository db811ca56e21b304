import { ContentKind, Disposition, type InboundMessage, MediaKind } from '#libs/contracts';

/** What a turn's messages come to: the words in them, and the kind of the turn as a whole. */
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

/** @param messages oldest first */
export function combineMessages(messages: readonly InboundMessage[]): CombinedTurn {
  const accepted = messages.filter(({ disposition }) => disposition === Disposition.DISPOSITION_ACCEPTED);
  const heard = accepted.length > 0 ? accepted : messages;
  const kinds = heard.map(kindOf);
  const spoken = kinds.find(
    (kind) => kind === ContentKind.CONTENT_KIND_TEXT || kind === ContentKind.CONTENT_KIND_REPLY,
  );
  const media = heard.findLast(({ content }) => content?.$case === 'media');
  return {
    text: heard.map(wordsOf).filter(Boolean).join('\n'),
    kind: spoken ?? kinds.at(-1) ?? ContentKind.CONTENT_KIND_UNSUPPORTED,
    mediaKind: media?.content?.$case === 'media' ? media.content.value.kind : undefined,
    suspicions: [...new Set(heard.flatMap(({ suspicions }) => suspicions))],
    isAnswered: accepted.length > 0,
    notice: noticeOf(messages),
  };
}

function noticeOf(messages: readonly InboundMessage[]): CombinedTurn['notice'] {
  const refused = messages.findLast(({ notice }) => notice);
  if (!refused) return undefined;
  return refused.disposition === Disposition.DISPOSITION_BLOCKED ? 'blocked' : 'limited';
}

function wordsOf({ content }: InboundMessage): string {
  switch (content?.$case) {
    case 'text':
      return content.value.body;
    case 'reply':
      return content.value.title;
    case 'media':
      return content.value.caption;
    case 'order':
      return content.value.text;
    default:
      return '';
  }
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

/** A captioned photo is text that comes with a photo, once agents can see; for now its kind decides. */
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
