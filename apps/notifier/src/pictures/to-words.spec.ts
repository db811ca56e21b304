import { Contact, Image, OutboundMessage } from '#libs/contracts';
import { toPayloads } from '../content/to-payloads.js';
import { toWords } from './to-words.js';

const pictureOf = (caption: string): string => {
  const value = Image.create({ source: { $case: 'link', value: 'http://localhost:3001/previews/1.png' }, caption });
  const contact = Contact.create({ waId: '34600000001' });
  const message = OutboundMessage.create({ contact, replyToId: 'wamid.1', content: { $case: 'image', value } });
  return toPayloads(message)[0]!.json;
};

describe(toWords, () => {
  it('says to the same person, and to the same message, what stood under the picture', () => {
    expect(JSON.parse(toWords(pictureOf('Ready: https://x.test/shop'))!)).toEqual({
      messaging_product: 'whatsapp',
      recipient_type: 'individual',
      to: '+34600000001',
      context: { message_id: 'wamid.1' },
      type: 'text',
      text: { body: 'Ready: https://x.test/shop', preview_url: true },
    });
  });

  it('says nothing for a picture without words', () => {
    expect(toWords(pictureOf(''))).toBeUndefined();
  });

  it('says nothing for a message that has lost its content', () => {
    expect(toWords('{}')).toBeUndefined();
  });
});
