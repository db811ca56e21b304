import type { Product } from './product.js';
import { toChoices, toPhotos } from './product-parts.js';

const product = (name: string, variants: string[], more: Partial<Product> = {}): Product => ({
  name,
  description: '',
  category: '',
  translations: {},
  imageUrl: null,
  variants: variants.map((variant, n) => ({
    sku: `${name}-${n}`,
    name: variant,
    translations: {},
    priceMinor: 100 * (n + 1),
    stock: null,
  })),
  ...more,
});
const contentOf = (products: Product[]) => {
  const [part] = toChoices(products, 'EUR', 'en');
  const content = part?.content;
  if (content?.$case !== 'buttons' && content?.$case !== 'list') throw new Error('nothing to choose from');
  return { kind: content.$case, ...content.value };
};

describe('what people can tap', () => {
  it('is buttons up to three and a list up to ten', () => {
    expect(contentOf([product('Bread', ['a', 'b', 'c'])]).kind).toBe('buttons');
    expect(contentOf([product('Bread', ['a', 'b', 'c', 'd'])]).kind).toBe('list');
    expect(
      contentOf([
        product(
          'Bread',
          Array.from({ length: 30 }, (_, n) => `${n}`),
        ),
      ]).choices,
    ).toHaveLength(10);
    expect(toChoices([], 'EUR', 'en')).toEqual([]);
  });

  it("stays within WhatsApp's lengths and tells everything apart, whatever the names", () => {
    const long = '🥖'.repeat(80);
    for (const variants of [['Half, 500 g', 'Whole, 1 kg'], [long, long], Array.from({ length: 8 }, () => long)]) {
      const { kind, body, choices } = contentOf([product(long, variants)]);
      const [titleLength, bodyLength] = kind === 'list' ? [24, 4_096] : [20, 1_024];
      expect(body.length).toBeLessThanOrEqual(bodyLength);
      expect(new Set(choices.map(({ title }) => title)).size).toBe(choices.length);
      for (const { id, title, description } of choices) {
        expect([...title].length).toBeLessThanOrEqual(titleLength);
        expect([...description].length).toBeLessThanOrEqual(72);
        expect(id.length).toBeLessThanOrEqual(200);
      }
    }
  });

  it('keeps what tells the options of one product apart', () => {
    const { choices } = contentOf([product('Sourdough loaf of the house', ['500 g', '1 kg'])]);
    expect(choices.map(({ title }) => title)).toEqual(['Sourdough loa… 500 g', 'Sourdough loaf… 1 kg']);
  });

  it('is at most three photos, from addresses that WhatsApp fetches', () => {
    const withImage = (imageUrl: string | null) => product('x', ['a'], { imageUrl });
    const all = ['https://a/1', null, 'http://a/2', 'javascript:x', 'https://a/3', 'https://a/4', 'https://a/5'].map(
      withImage,
    );
    const links = toPhotos(all, 'EUR', 'en').map(({ content }) =>
      content?.$case === 'image' ? content.value.source?.value : '',
    );
    expect(links).toEqual(['https://a/1', 'https://a/3', 'https://a/4']);
  });
});
