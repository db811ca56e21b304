import { monitorEventLoopDelay } from 'node:perf_hooks';
import { LinearIndex } from './linear-index.js';
import { featuresOf, foldText } from './features.js';

describe(LinearIndex, () => {
  let index: LinearIndex;
  beforeAll(async () => {
    index = await LinearIndex.learn([
      { label: 'hours', text: 'a qué hora abren mañana' },
      { label: 'hours', text: 'what time do you close' },
      { label: 'buy', text: 'quiero comprar dos cafés' },
      { label: 'buy', text: 'add a mug to my cart' },
      { label: 'hebrew', text: 'מתי אתם פותחים' },
    ]);
  });

  it.each([
    ['a q hora abren', 'hours'],
    ['hora d abrir?', 'hours'],
    ['QUIERO COMPRAR CAFE', 'buy'],
    ['add two mugs to the cart pls', 'buy'],
    ['מתי פותחים', 'hebrew'],
  ])('finds for %j the label %s', (text, label) => expect(index.rank(text)[0]!.label).toBe(label));

  it('scores every label, together 1, and is surer of an example than of anything else', () => {
    const ranked = index.rank('מתי אתם פותחים');
    expect(ranked.reduce((sum, { score }) => sum + score, 0)).toBeCloseTo(1);
    expect(ranked[0]!.score).toBeGreaterThan(0.8);
    expect(index.rank('zzzz qqqq')[0]!.score).toBeLessThan(0.6);
  });

  it('learns the same from the same', async () => {
    const examples = [
      { label: 'a', text: 'uno dos' },
      { label: 'b', text: 'tres cuatro' },
    ];
    const [one, other] = [await LinearIndex.learn(examples), await LinearIndex.learn(examples)];
    expect(one.rank('dos tres tres')).toEqual(other.rank('dos tres tres'));
  });

  it('lets other work through while it learns', async () => {
    const examples = Array.from({ length: 3_000 }, (_, count) => ({
      label: `${count % 15}`,
      text: `texto número ${count}`,
    }));
    const delay = monitorEventLoopDelay({ resolution: 5 });
    delay.enable();
    await LinearIndex.learn(examples);
    delay.disable();
    expect(delay.max / 1e6).toBeLessThan(250);
  });

  it('scores a text lower the more of it nobody has ever said', () => {
    const [plain, strange] = ['quiero comprar', 'quiero comprar xkcd wvut plugh'].map(
      (text) => index.rank(text)[0]!.score,
    );
    expect(strange!).toBeLessThan(plain!);
  });

  it.each(['', '???', '   ', '\u0000'])('survives the empty text %j', (text) => {
    expect(index.rank(text)[0]!.score).toBeLessThan(0.6);
  });

  it('is made of nothing and ranks nothing', async () => {
    expect((await LinearIndex.learn([])).rank('hola')).toEqual([]);
  });
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

  it('leaves out what is a code and no word', () => {
    expect(featuresOf('mi pedido A-1009 de 2 tok-mi7x9-abc')).toEqual(featuresOf('mi pedido de 2'));
    expect(featuresOf('https://example.org/p1?q=hora').size).toBe(0);
  });

  it('reads no more of a text than its beginning', () => {
    expect(featuresOf('x'.repeat(100_000)).size).toBeLessThan(20);
    expect(foldText('ab '.repeat(100_000)).length).toBeLessThanOrEqual(400);
    expect(foldText('\ufdfa'.repeat(400)).length).toBeLessThanOrEqual(400); // each is eighteen letters
  });

  it.each(['a', '1', '\ufdfa', 'a-'])('is not slowed down by a word of nothing but %j', (piece) => {
    const word = piece.repeat(400);
    featuresOf(word); // warm
    const before = process.cpuUsage();
    for (let round = 0; round < 10; round += 1) featuresOf(word);
    const { user, system } = process.cpuUsage(before);
    expect((user + system) / 1_000).toBeLessThan(100); // milliseconds for ten; a pattern that backtracks took 220 to 2,000
  });
});
