import { Contact, Image, OutboundMessage } from '#libs/contracts';
import { toPayloads } from './to-payloads.js';

const build = (content: OutboundMessage['content'], fields: Partial<OutboundMessage> = {}) =>
  toPayloads(
    OutboundMessage.create({ contact: Contact.create({ phoneNumberId: '1', waId: '54911' }), content, ...fields }),
  ).map(({ kind, json }) => [kind, JSON.parse(json) as Record<string, unknown>] as const);
const choices = (count: number, fields = {}) =>
  Array.from({ length: count }, (_, index) => ({
    id: `id${index}`,
    title: `Title ${index}`,
    description: '',
    ...fields,
  }));
const buttons = (body: string, count: number, fields = {}) =>
  build({ $case: 'buttons', value: { body, choices: choices(count, fields) } });
const list = (body: string, count: number, fields = {}, label = 'Open') =>
  build({ $case: 'list', value: { body, label, choices: choices(count, fields) } });

describe(toPayloads, () => {
  it('addresses by number with a plus, else by one of the ids', () => {
    const to = (contact: Partial<Contact>) =>
      build({ $case: 'text', value: { body: 'x', previewUrl: true } }, { contact: Contact.create(contact) })[0]![1];
    expect(to({ waId: '54911', bsuid: 'B' })).toMatchObject({ to: '+54911' });
    expect(to({ bsuid: 'B', parentBsuid: 'P' })).toMatchObject({ recipient: 'B' });
    expect(to({ parentBsuid: 'P' })).toMatchObject({ recipient: 'P' });
  });

  it('makes buttons and lists of what fits', () => {
    expect(buttons('**Sure**?', 3)[0]).toMatchObject([
      'buttons',
      { interactive: { type: 'button', body: { text: '*Sure*?' } } },
    ]);
    expect(list('Which?', 10, { description: 'd' })[0]).toMatchObject([
      'list',
      { interactive: { type: 'list', action: { button: 'Open' } } },
    ]);
    expect(list('Which?', 1, {}, '')[0]![1]).toMatchObject({
      interactive: { action: { button: expect.stringMatching(/^.{1,20}$/) as string } },
    });
  });

  it.each([
    ['four buttons', buttons('b', 4)],
    ['a long title', buttons('b', 2, { title: 'x'.repeat(21) })],
    ['a blank title', buttons('b', 1, { title: ' ' })],
    ['equal titles', buttons('b', 2, { title: 'same' })],
    ['a described button', buttons('b', 2, { description: 'd' })],
    ['equal ids', buttons('b', 2, { id: 'same' })],
    ['a long body', buttons('b'.repeat(1_025), 2)],
    ['eleven rows', list('b', 11)],
    ['a long row title', list('b', 1, { title: 'x'.repeat(25) })],
    ['a long description', list('b', 1, { description: 'x'.repeat(73) })],
    ['a long row id', list('b', 1, { id: 'x'.repeat(201) })],
  ])('falls back to numbered text for %s', (_, payloads) => {
    expect(payloads[0]![0]).toBe('text');
    expect(JSON.stringify(payloads)).toContain('1. ');
  });

  it('sends a long caption as text after the picture, and loses nothing of it', () => {
    const image = (caption: string) =>
      build({ $case: 'image', value: Image.create({ source: { $case: 'mediaId', value: '7' }, caption }) });
    expect(image('short')).toMatchObject([['image', { image: { id: '7', caption: 'short' } }]]);
    expect(image('')[0]![1]).toMatchObject({ image: { id: '7' } });
    const [picture, text] = image('word '.repeat(300));
    expect(picture![1]).toMatchObject({ image: { id: '7' } });
    expect(text![1]).toMatchObject({ text: { body: 'word '.repeat(300).trim() } });
  });

  it('makes well-formed JSON that a comma can be put into', () => {
    for (const json of toPayloads(
      OutboundMessage.create({
        contact: Contact.create({ waId: '1' }),
        content: { $case: 'text', value: { body: '"}\\', previewUrl: false } },
      }),
    ))
      // prettier-ignore
      expect(JSON.parse(`${json.json.slice(0, -1)},"x":1}`)).toMatchObject({ text: { body: '"}\\' }, x: 1 });
  });
});
