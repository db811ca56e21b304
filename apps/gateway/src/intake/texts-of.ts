import type { InboundMessage } from '#libs/contracts';

/** Every text of a message that a person chose and an agent may read. */
export function textsOf({ content }: InboundMessage): string[] {
  switch (content?.$case) {
    case 'text':
    case 'edit':
      return [content.value.body];
    case 'media':
      return [content.value.caption, content.value.filename];
    case 'location':
      return [content.value.name, content.value.address];
    case 'contactCards':
      return content.value.cards.map(({ name }) => name);
    case 'reply':
      return [content.value.title, content.value.description];
    case 'flowReply':
      return [content.value.body, content.value.responseJson];
    case 'order':
      return [content.value.text];
    default:
      return [];
  }
}
