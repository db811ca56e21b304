import { MediaKind } from '#libs/contracts';
import { toContent } from './to-content.js';

const media = (kind: MediaKind, members = {}) => ({
  $case: 'media',
  value: { kind, mediaId: '71001', mimeType: '', sha256: '', caption: '', filename: '', ...members },
});
const system = (members: object) => ({ $case: 'system', value: { type: '', newWaId: '', newBsuid: '', ...members } });
const unsupported = (type: string, errorCode = 0) => ({ $case: 'unsupported', value: { type, errorCode } });

describe(toContent, () => {
  it.each([
    ['text', { text: { body: ' oi\0  Ana ' } }, { $case: 'text', value: { body: 'oi\uFFFD Ana', truncated: false } }],
    [
      'image',
      { image: { id: '71001', mime_type: 'image/jpeg', sha256: 'q+/=', caption: 'look\t here', url: 'https://x' } },
      media(MediaKind.MEDIA_KIND_IMAGE, { mimeType: 'image/jpeg', sha256: 'q+/=', caption: 'look here' }),
    ],
    ['image', { image: { id: '71001' } }, media(MediaKind.MEDIA_KIND_IMAGE)],
    [
      'video',
      { video: { id: '71001', mime_type: 'video/mp4' } },
      media(MediaKind.MEDIA_KIND_VIDEO, { mimeType: 'video/mp4' }),
    ],
    ['audio', { audio: { id: '71001', voice: true } }, media(MediaKind.MEDIA_KIND_VOICE)],
    ['audio', { audio: { id: '71001', voice: false } }, media(MediaKind.MEDIA_KIND_AUDIO)],
    ['audio', { audio: { id: '71001', voice: 'yes' } }, media(MediaKind.MEDIA_KIND_AUDIO)],
    [
      'document',
      { document: { id: '71001', filename: '../../etc/passwd\n', caption: 7 } },
      media(MediaKind.MEDIA_KIND_DOCUMENT, { filename: '../../etc/passwd' }),
    ],
    ['sticker', { sticker: { id: '71001', animated: false } }, media(MediaKind.MEDIA_KIND_STICKER)],
    [
      'location',
      { location: { latitude: -23.5, longitude: -46.6, name: 'Loja', url: 'https://x' } },
      { $case: 'location', value: { latitude: -23.5, longitude: -46.6, name: 'Loja', address: '' } },
    ],
    [
      'contacts',
      {
        contacts: [
          {
            name: { formatted_name: 'B' },
            phones: [{ phone: '+55 11', wa_id: '5511' }, { wa_id: '5512' }, {}],
            org: {},
          },
          { phones: 'none' },
        ],
      },
      {
        $case: 'contactCards',
        value: {
          cards: [
            { name: 'B', phones: ['+55 11', '5512'] },
            { name: '', phones: [] },
          ],
        },
      },
    ],
    [
      'interactive',
      { interactive: { type: 'button_reply', button_reply: { id: 'tok1', title: 'Sim' } } },
      { $case: 'reply', value: { replyId: 'tok1', title: 'Sim', description: '' } },
    ],
    [
      'interactive',
      { interactive: { type: 'list_reply', list_reply: { id: 'tok2', title: 'SP', description: 'São Paulo' } } },
      { $case: 'reply', value: { replyId: 'tok2', title: 'SP', description: 'São Paulo' } },
    ],
    [
      'interactive',
      {
        interactive: { type: 'nfm_reply', nfm_reply: { name: 'flow', body: 'Sent', response_json: '{"a":"\\u0000"}' } },
      },
      { $case: 'flowReply', value: { name: 'flow', body: 'Sent', responseJson: '{"a":"\\u0000"}' } },
    ],
    [
      'interactive',
      { interactive: { type: 'call_permission_reply', call_permission_reply: { response: 'accept' } } },
      system({ type: 'call_permission_reply' }),
    ],
    [
      'button',
      { button: { payload: 'p1', text: 'Quero' } },
      { $case: 'reply', value: { replyId: 'p1', title: 'Quero', description: '' } },
    ],
    [
      'order',
      {
        order: {
          catalog_id: 'c',
          product_items: [
            { product_retailer_id: 'r', quantity: 2, item_price: 30.5, currency: 'BRL' },
            { product_retailer_id: 's', quantity: 1e12, item_price: '7.10', currency: 'BRL' },
          ],
        },
      },
      {
        $case: 'order',
        value: {
          catalogId: 'c',
          text: '',
          items: [
            { productId: 'r', quantity: 2, itemPrice: '30.5', currency: 'BRL' },
            { productId: 's', quantity: 0, itemPrice: '7.10', currency: 'BRL' },
          ],
        },
      },
    ],
    [
      'reaction',
      { reaction: { message_id: 'wamid.A', emoji: '👍' } },
      { $case: 'reaction', value: { messageId: 'wamid.A', emoji: '👍' } },
    ],
    [
      'reaction',
      { reaction: { message_id: 'wamid.A' } },
      { $case: 'reaction', value: { messageId: 'wamid.A', emoji: '' } },
    ],
    [
      'reaction',
      { reaction: { message_id: 'wamid.A', emoji: '' } },
      { $case: 'reaction', value: { messageId: 'wamid.A', emoji: '' } },
    ],
    [
      'system',
      { system: { type: 'user_changed_number', body: 'changed', wa_id: '5511990000002' } },
      system({ type: 'user_changed_number', newWaId: '5511990000002' }),
    ],
    [
      'system',
      { system: { type: 'user_changed_number', new_wa_id: '5511990000002' } },
      system({ type: 'user_changed_number', newWaId: '5511990000002' }),
    ],
    [
      'system',
      { system: { type: 'user_changed_user_id', user_id: 'BR.2' } },
      system({ type: 'user_changed_user_id', newBsuid: 'BR.2' }),
    ],
    [
      'system',
      { identity: { hash: 'x' }, system: { type: 'customer_identity_changed' } },
      system({ type: 'customer_identity_changed' }),
    ],
    ['request_welcome', {}, system({ type: 'request_welcome' })],
    [
      'edit',
      { edit: { original_message_id: 'wamid.A', message: { type: 'text', text: { body: 'new  words' } } } },
      { $case: 'edit', value: { originalId: 'wamid.A', body: 'new words' } },
    ],
    [
      'edit',
      { edit: { original_message_id: 'wamid.A', message: { type: 'image', image: { caption: 'new caption' } } } },
      { $case: 'edit', value: { originalId: 'wamid.A', body: 'new caption' } },
    ],
    ['revoke', { revoke: { original_message_id: 'wamid.A' } }, { $case: 'revoke', value: { originalId: 'wamid.A' } }],
    [
      'unsupported',
      { errors: [{ code: 131051, title: 'x' }], unsupported: { type: 'poll_update' } },
      unsupported('poll_update', 131051),
    ],
    ['unsupported', { errors: [{ code: 131052 }] }, unsupported('unsupported', 131052)],
    ['unsupported', {}, unsupported('unsupported')],
  ])('reads %s %j', (type, message, content) => {
    expect(toContent(type, message)).toEqual(content);
  });

  it.each([
    ['poll', { poll: { question: '?' } }],
    ['__proto__', {}],
    ['constructor', {}],
    ['text', {}],
    ['text', { text: 'oi' }],
    ['text', { text: { body: 7 } }],
    ['text', { text: { body: '\n\x07 ' } }],
    ['image', { image: { caption: 'no id' } }],
    ['location', { location: { latitude: 'x', longitude: 1 } }],
    ['location', { location: { latitude: 1e300, longitude: 1 } }],
    ['contacts', { contacts: {} }],
    ['contacts', { contacts: [] }],
    ['interactive', {}],
    ['interactive', { interactive: { type: 'button_reply' } }],
    ['interactive', { interactive: { type: 'constructor' } }],
    ['order', { order: { product_items: 'all' } }],
    ['reaction', { reaction: {} }],
    ['edit', { edit: { original_message_id: 'wamid.A' } }],
    ['revoke', { revoke: null }],
  ])('makes %s %j an unsupported message of that type', (type, message) => {
    expect(toContent(type, message)).toEqual(unsupported(type));
  });

  it('cuts a text of 70,000 characters and says so', () => {
    expect(toContent('text', { text: { body: 'a'.repeat(70_000) } })).toEqual({
      $case: 'text',
      value: { body: 'a'.repeat(10_000), truncated: true },
    });
  });

  it('does not call a text cut from which only spaces were taken', () => {
    expect(toContent('text', { text: { body: `a${' '.repeat(20_000)}b` } })).toMatchObject({
      value: { body: 'a b', truncated: false },
    });
  });
});
