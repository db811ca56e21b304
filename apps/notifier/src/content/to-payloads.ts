import type { Choice, Contact, Image, OutboundMessage, Template } from '#libs/contracts';
import { areTappable, toNumberedText } from './choices.js';
import { splitText } from './split-text.js';
import { toWhatsAppMarkup } from './to-whatsapp-markup.js';

export interface Payload {
  kind: 'text' | 'buttons' | 'list' | 'image' | 'template';
  /** JSON of the Graph API's body, without the callback data, which differs with every attempt. */
  json: string;
}

type Content = [Payload['kind'], object];

const MAX_CAPTION = 1_024;
const MAX_LABEL = 20;
const DEFAULT_LABEL = '☰';

/** What one message becomes on the wire: one payload, or several where a text is too long for one. */
export function toPayloads({ contact, replyToId, content }: OutboundMessage): Payload[] {
  const address = addressOf(contact!);
  return toContents(content!).map(([kind, body], index) => {
    const context = index === 0 && replyToId ? { context: { message_id: replyToId } } : {};
    const payload = { messaging_product: 'whatsapp', recipient_type: 'individual', ...address, ...context, ...body };
    return { kind, json: JSON.stringify(payload) };
  });
}

/** Always with a plus: without it the business's own country code would be put in front. */
const addressOf = ({ waId, bsuid, parentBsuid }: Contact): object =>
  waId ? { to: `+${waId}` } : { recipient: bsuid || parentBsuid };

function toContents(content: NonNullable<OutboundMessage['content']>): Content[] {
  switch (content.$case) {
    case 'text':
      return toTexts(toWhatsAppMarkup(content.value.body), content.value.previewUrl);
    case 'buttons':
      return toInteractive('buttons', content.value.body, content.value.choices, (choices) => ({
        type: 'button',
        action: { buttons: choices.map(({ id, title }) => ({ type: 'reply', reply: { id, title } })) },
      }));
    case 'list':
      return toInteractive('list', content.value.body, content.value.choices, (choices) => ({
        type: 'list',
        action: {
          button: content.value.label.slice(0, MAX_LABEL).toWellFormed() || DEFAULT_LABEL,
          sections: [
            { rows: choices.map(({ id, title, description }) => ({ id, title, ...(description && { description }) })) },
          ],
        },
      }));
    case 'image':
      return toImage(content.value);
    case 'template':
      return [['template', { type: 'template', template: toTemplate(content.value) }]];
  }
}

const toTemplate = ({ name, language, bodyParameters }: Template): object => ({
  name,
  language: { code: language },
  ...(bodyParameters.length > 0 && {
    components: [{ type: 'body', parameters: bodyParameters.map((text) => ({ type: 'text', text })) }],
  }),
});

const toTexts = (body: string, previewUrl = false): Content[] =>
  splitText(body).map((part) => ['text', { type: 'text', text: { body: part, preview_url: previewUrl } }]);

function toInteractive(
  kind: 'buttons' | 'list',
  markdown: string,
  choices: Choice[],
  build: (choices: Choice[]) => object,
): Content[] {
  const body = toWhatsAppMarkup(markdown);
  if (!areTappable(kind, body, choices)) return toTexts(toNumberedText(body, choices));
  return [[kind, { type: 'interactive', interactive: { ...build(choices), body: { text: body } } }]];
}

function toImage({ source, caption: markdown }: Image): Content[] {
  const caption = toWhatsAppMarkup(markdown);
  const picture = source!.$case === 'link' ? { link: source!.value } : { id: source!.value };
  const isShort = caption.length <= MAX_CAPTION;
  const image = { type: 'image', image: { ...picture, ...(isShort && caption && { caption }) } };
  return [['image', image], ...(isShort ? [] : toTexts(caption))];
}
