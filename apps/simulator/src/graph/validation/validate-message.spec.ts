import { GraphError } from '../door/graph-error.js';
import { validateMessage } from './validate-message.js';

const base = { messaging_product: 'whatsapp', to: '+34600000001' };
const long = (length: number) => 'x'.repeat(length);
const interactive = (node: object) => ({ type: 'interactive', interactive: node });
const buttons = (count: number, reply: (index: number) => object = (i) => ({ id: `b${i}`, title: `Button ${i}` })) =>
  Array.from({ length: count }, (_, index) => ({ type: 'reply', reply: reply(index) }));
const rows = (count: number, from = 0) =>
  Array.from({ length: count }, (_, index) => ({ id: `r${from + index}`, title: `Row ${from + index}` }));
const button = (node: object = {}, action: object = { buttons: buttons(3) }) =>
  interactive({ type: 'button', body: { text: 'Choose' }, action, ...node });
const list = (sections: object[], node: object = {}, label = 'Open') =>
  interactive({ type: 'list', body: { text: 'Choose' }, action: { button: label, sections }, ...node });
const cta = (parameters: object) =>
  interactive({ type: 'cta_url', body: { text: 'Look' }, action: { name: 'cta_url', parameters } });
const card = { name: { formatted_name: 'Ana' }, phones: [{ phone: '+34600000001' }] };

describe(validateMessage, () => {
  it.each<[string, object]>([
    ['a text of 4,096 characters', { type: 'text', text: { body: long(4_096), preview_url: true } }],
    ['a text without type', { text: { body: 'hi' } }],
    ['an image by id with a caption', { type: 'image', image: { id: '123', caption: long(1_024) } }],
    ['an image by link', { type: 'image', image: { link: 'https://example.com/a.png' } }],
    ['a video', { type: 'video', video: { id: '123', caption: '' } }],
    ['a voice note', { type: 'audio', audio: { id: '123', voice: true } }],
    ['a document', { type: 'document', document: { id: '123', filename: 'a.pdf', caption: 'b' } }],
    ['a sticker', { type: 'sticker', sticker: { id: '123' } }],
    ['a location', { type: 'location', location: { latitude: -23.5, longitude: '-46.6', name: 'SP' } }],
    ['257 contacts', { type: 'contacts', contacts: Array(257).fill(card) }],
    ['a reaction', { type: 'reaction', reaction: { message_id: 'wamid.A', emoji: '👍' } }],
    ['a removed reaction', { type: 'reaction', reaction: { message_id: 'wamid.A', emoji: '' } }],
    ['three buttons', button({ header: { type: 'text', text: long(60) }, footer: { text: long(60) } })],
    ['buttons below an image', button({ header: { type: 'image', image: { id: '123' } } })],
    ['a list of ten rows', list([{ rows: rows(10) }])],
    ['a list of ten sections', list(Array.from({ length: 10 }, (_, i) => ({ title: `S${i}`, rows: rows(1, i) })))],
    ['a list body of 4,096 characters', list([{ rows: rows(1) }], { body: { text: long(4_096) } })],
    ['a link button', cta({ display_text: long(20), url: 'https://example.com' })],
    [
      'a location request',
      interactive({ type: 'location_request_message', body: { text: 'Where?' }, action: { name: 'send_location' } }),
    ],
    ['a template', { type: 'template', template: { name: 'hello_world', language: { code: 'en_US' } } }],
    ['callback data of 512 characters', { text: { body: 'hi' }, biz_opaque_callback_data: long(512) }],
    ['a quote', { text: { body: 'hi' }, context: { message_id: 'wamid.A' } }],
    ['an unknown member of the envelope', { text: { body: 'hi' }, somethingNew: 1 }],
  ])('takes %s', (_, message) => {
    expect(validateMessage({ ...base, ...message })).not.toBeInstanceOf(GraphError);
  });

  it.each<[string, object | string | undefined, number, string]>([
    ['no body', undefined, 100, 'body'],
    ['a body that is a string', 'hello', 100, 'body'],
    ['no messaging_product', { messaging_product: undefined, text: { body: 'a' } }, 100, 'messaging_product'],
    ['no recipient', { to: undefined, text: { body: 'a' } }, 100, 'to'],
    ['a recipient that is a number', { to: 34600000001, text: { body: 'a' } }, 100, 'to'],
    ['a group', { recipient_type: 'group', text: { body: 'a' } }, 100, 'recipient_type'],
    ['an unknown type', { type: 'poll', poll: {} }, 100, 'type'],
    ['an inherited name as type', { type: 'constructor' }, 100, 'type'],
    ['a type without its node', { type: 'text' }, 131008, 'text'],
    ['a node of another type', { type: 'text', image: { id: '1' } }, 131008, 'text'],
    ['a text without body', { text: {} }, 131008, "text['body']"],
    ['an empty text', { text: { body: '' } }, 131008, "text['body']"],
    ['a text of 4,097 characters', { text: { body: long(4_097) } }, 100, "text['body'] must be at most 4096"],
    ['2,049 emoji, which are 4,098 units', { text: { body: '😀'.repeat(2_049) } }, 100, "text['body']"],
    ['a body that is no string', { text: { body: 7 } }, 100, "text['body'] must be a string"],
    ['a misspelt key', { text: { body: 'a', previewUrl: true } }, 100, 'previewUrl'],
    [
      'callback data of 513 characters',
      { text: { body: 'a' }, biz_opaque_callback_data: long(513) },
      100,
      'biz_opaque',
    ],
    ['an empty quote', { text: { body: 'a' }, context: {} }, 131008, "context['message_id']"],
    [
      'a caption of 1,025 characters',
      { type: 'image', image: { id: '1', caption: long(1_025) } },
      100,
      "image['caption']",
    ],
    ['a caption on audio', { type: 'audio', audio: { id: '1', caption: 'a' } }, 100, 'caption'],
    ['a file without source', { type: 'image', image: {} }, 131008, "image['id']"],
    ['a file with two sources', { type: 'image', image: { id: '1', link: 'https://a.b/c' } }, 131009, 'image'],
    ['a media id that is no number', { type: 'image', image: { id: 'abc' } }, 131009, "image['id']"],
    ['a link that is no URL', { type: 'video', video: { link: 'ftp://a' } }, 131009, "video['link']"],
    ['a latitude of 91', { type: 'location', location: { latitude: 91, longitude: 0 } }, 131009, 'latitude'],
    ['a location without longitude', { type: 'location', location: { latitude: 1 } }, 131008, 'longitude'],
    ['no contacts', { type: 'contacts', contacts: [] }, 131009, 'contacts'],
    ['258 contacts', { type: 'contacts', contacts: Array(258).fill(card) }, 131009, 'contacts'],
    ['a contact without name', { type: 'contacts', contacts: [{ phones: [] }] }, 131008, 'name'],
    ['a reaction to nothing', { type: 'reaction', reaction: { emoji: '👍' } }, 131008, 'message_id'],
    ['a reaction without emoji', { type: 'reaction', reaction: { message_id: 'wamid.A' } }, 131008, 'emoji'],
    [
      'a quoting reaction',
      { type: 'reaction', reaction: { message_id: 'wamid.A', emoji: '👍' }, context: { message_id: 'wamid.B' } },
      131009,
      'context',
    ],
    ['an unknown interactive type', interactive({ type: 'flow', body: { text: 'a' } }), 100, "interactive['type']"],
    ['an interactive without type', interactive({ body: { text: 'a' } }), 131008, "interactive['type']"],
    ['an interactive without body', button({ body: undefined }), 131008, "['body']"],
    ['a button body of 1,025 characters', button({ body: { text: long(1_025) } }), 131009, "['body']['text']"],
    ['a header of 61 characters', button({ header: { type: 'text', text: long(61) } }), 131009, "['header']"],
    ['a header of unknown type', button({ header: { type: 'audio' } }), 100, "['header']['type']"],
    ['a footer of 61 characters', button({ footer: { text: long(61) } }), 131009, "['footer']"],
    ['no buttons', button({}, { buttons: [] }), 131009, "['buttons']"],
    ['four buttons', button({}, { buttons: buttons(4) }), 131009, "['buttons']"],
    [
      'a button title of 21 characters',
      button({}, { buttons: buttons(1, () => ({ id: 'a', title: long(21) })) }),
      131009,
      "['title']",
    ],
    ['an empty button title', button({}, { buttons: buttons(1, () => ({ id: 'a', title: '' })) }), 131008, "['title']"],
    [
      'a button id of 257 characters',
      button({}, { buttons: buttons(1, () => ({ id: long(257), title: 'a' })) }),
      131009,
      "['id']",
    ],
    [
      'two buttons of one title',
      button({}, { buttons: buttons(2, (i) => ({ id: `${i}`, title: 'Yes' })) }),
      131009,
      'title',
    ],
    ['two buttons of one id', button({}, { buttons: buttons(2, (i) => ({ id: 'a', title: `${i}` })) }), 131009, 'id'],
    ['eleven rows in a section', list([{ rows: rows(11) }]), 131009, "['rows']"],
    [
      'eleven rows in two sections',
      list([
        { title: 'A', rows: rows(6) },
        { title: 'B', rows: rows(5, 6) },
      ]),
      131009,
      'Total row count',
    ],
    [
      'eleven sections',
      list(Array.from({ length: 11 }, (_, i) => ({ title: `S${i}`, rows: rows(1, i) }))),
      131009,
      "['sections']",
    ],
    ['a section without rows', list([{ rows: [] }]), 131009, "['rows']"],
    [
      'an untitled section among two',
      list([{ title: 'A', rows: rows(1) }, { rows: rows(1, 1) }]),
      131008,
      "[1]['title']",
    ],
    ['a section title of 25 characters', list([{ title: long(25), rows: rows(1) }]), 131009, "['title']"],
    ['a row title of 25 characters', list([{ rows: [{ id: 'a', title: long(25) }] }]), 131009, "['title']"],
    ['a row id of 201 characters', list([{ rows: [{ id: long(201), title: 'a' }] }]), 131009, "['id']"],
    [
      'a row description of 73 characters',
      list([{ rows: [{ id: 'a', title: 'b', description: long(73) }] }]),
      131009,
      'description',
    ],
    ['two rows of one id', list([{ rows: [...rows(1), ...rows(1)] }]), 131009, 'row id'],
    ['a list label of 21 characters', list([{ rows: rows(1) }], {}, long(21)), 131009, "['button']"],
    [
      'a list body of 4,097 characters',
      list([{ rows: rows(1) }], { body: { text: long(4_097) } }),
      131009,
      "['body']['text']",
    ],
    [
      'a list below an image',
      list([{ rows: rows(1) }], { header: { type: 'image', image: { id: '1' } } }),
      100,
      "['header']",
    ],
    ['a link label of 21 characters', cta({ display_text: long(21), url: 'https://a.b' }), 131009, 'display_text'],
    ['a link that is no web address', cta({ display_text: 'a', url: 'javascript:alert(1)' }), 131009, "['url']"],
    ['a template without language', { type: 'template', template: { name: 'a' } }, 131008, "template['language']"],
  ])('refuses %s', (_, message, code, field) => {
    const body = typeof message === 'object' ? { ...base, ...message } : message;
    const error = validateMessage(body) as GraphError;
    expect(error).toBeInstanceOf(GraphError);
    expect(error.code).toBe(code);
    expect(error.details).toContain(field);
  });
});
