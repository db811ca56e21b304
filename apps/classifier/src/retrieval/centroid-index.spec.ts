import { CentroidIndex } from './centroid-index.js';
import { featuresOf, foldText } from './features.js';

describe(CentroidIndex, () => {
  const index = new CentroidIndex([
    { label: 'hours', text: 'a qué hora abren mañana' },
    { label: 'hours', text: 'what time do you close' },
    { label: 'buy', text: 'quiero comprar dos cafés' },
    { label: 'buy', text: 'add a mug to my cart' },
    { label: 'hebrew', text: 'מתי אתם פותחים' },
  ]);

  it.each([
    ['a q hora abren', 'hours'],
    ['hora d abrir?', 'hours'],
    ['QUIERO COMPRAR CAFE', 'buy'],
    ['add two mugs to the cart pls', 'buy'],
    ['מתי פותחים', 'hebrew'],
  ])('finds for %j the label %s', (text, label) => expect(index.rank(text)[0]!.label).toBe(label));

  it('scores between 0 and 1, 1 for the only example of a label', () => {
    expect(index.rank('מתי אתם פותחים')[0]).toEqual({ label: 'hebrew', score: expect.closeTo(1) as number });
    for (const { score } of index.rank('zzzz qqqq')) expect(score).toBe(0);
  });

  it('scores a text lower the more of it nobody has ever said', () => {
    const [plain, strange] = ['quiero comprar', 'quiero comprar xkcd wvut plugh'].map(
      (text) => index.rank(text)[0]!.score,
    );
    expect(strange!).toBeLessThan(plain! * 0.7);
  });

  it.each(['', '???', '   ', '\u0000'])('survives the empty text %j', (text) => {
    expect(index.rank(text).every(({ score }) => score === 0)).toBe(true);
  });

  it('is made of nothing and ranks nothing', () => expect(new CentroidIndex([]).rank('hola')).toEqual([]));
});

describe(featuresOf, () => {
  it('takes words, pairs of words, and runs of 3 to 5 characters', () => {
    const features = featuresOf('Él va');
    expect([...features.keys()]).toEqual(expect.arrayContaining(['w el', 'w va', 'w el va', ' el', 'el va', ' el v']));
    expect(featuresOf('ja ja ja').get('w ja')).toBe(3);
  });

  it('folds marks and case, and keeps letters of every script', () => {
    expect(foldText('  ¿CUÁNTO, não?  שלום ')).toBe('cuanto nao שלום');
  });

  it('reads no more of a text than its beginning', () => {
    expect(featuresOf('x'.repeat(100_000)).size).toBeLessThan(20);
    expect(foldText('ab '.repeat(100_000)).length).toBeLessThanOrEqual(400);
  });
});
