import { Agent, ContentKind, Situation, Turn } from '#libs/contracts';
import { isRepeatable, normaliseText } from '#libs/texts';
import { Routes } from '../routing/routes.js';
import { verdictKey } from './verdict-key.js';

describe(normaliseText, () => {
  it('drops what makes no difference', () => {
    expect(normaliseText('  ¿A  qué HORA\nabren??!  👍🏽')).toBe('¿a qué hora abren? 👍');
  });

  it.each([
    ['can I cancel', 'I cancel'],
    ['2 cafés', '3 cafés'],
    ['no quiero', 'quiero'],
    ['esta noche', 'está noche'],
    ['dog bites man', 'man bites dog'],
  ])('keeps %j and %j apart', (one, other) => expect(normaliseText(one)).not.toBe(normaliseText(other)));
});

const agents = ['commerce', 'concierge'].map((name) => Agent.create({ name, useWhen: 'Always.' }));
const [routes, newer, fewer] = await Promise.all([
  Routes.learn(agents, [], 'v1'),
  Routes.learn(agents, [], 'v2'),
  Routes.learn(agents.slice(1), [], 'v1'),
]);

describe(verdictKey, () => {
  const turn = (fields: Parameters<typeof Turn.create>[0] = {}) =>
    Turn.create({ turnId: '1', text: 'quiero uno', kind: ContentKind.CONTENT_KIND_TEXT, ...fields });
  const within = (fields: Parameters<typeof Situation.create>[0]) => turn({ situation: Situation.create(fields) });
  const key = verdictKey(turn(), 'es', routes);

  it('is a whole digest, the same for equal turns of anybody', () => {
    expect(key).toMatch(/^[0-9a-f]{64}$/);
    expect(
      verdictKey(turn({ turnId: '2', text: ' Quiero UNO ', phoneNumberId: '7', region: 'AR' }), 'es', routes),
    ).toBe(key);
  });

  it.each([
    ['text', verdictKey(turn({ text: 'quiero dos' }), 'es', routes)],
    ['language', verdictKey(turn(), 'pt', routes)],
    ['kind', verdictKey(turn({ kind: ContentKind.CONTENT_KIND_IMAGE }), 'es', routes)],
    ['active task', verdictKey(within({ activeAgent: 'commerce' }), 'es', routes)],
    ['phase', verdictKey(within({ phase: 'checkout.address' }), 'es', routes)],
    ['open question', verdictKey(within({ openQuestion: 'choice' }), 'es', routes)],
    ['version of the catalogue', verdictKey(turn(), 'es', newer)],
    ['allowed agents', verdictKey(turn(), 'es', fewer)],
  ])('differs with the %s', (_, other) => expect(other).not.toBe(key));

  it('depends on what was said before only where that is read: in an open task', () => {
    const recent = [{ task: 'busco tazas', answer: 'Aquí están' }];
    expect(verdictKey(within({ recent }), 'es', routes)).toBe(key);
    expect(verdictKey(within({ activeAgent: 'commerce', recent }), 'es', routes)).not.toBe(
      verdictKey(within({ activeAgent: 'commerce' }), 'es', routes),
    );
  });
});

describe(isRepeatable, () => {
  it.each(['mi pedido 10034', 'ana@example.com', 'x'.repeat(501)])('keeps nothing of %j', (text) =>
    expect(isRepeatable(text)).toBe(false),
  );
  it('keeps what others may say too', () => expect(isRepeatable('2 cafés de 250 g')).toBe(true));
});
