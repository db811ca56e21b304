import { CommerceStage } from './commerce.stage.js';

describe('products', () => {
  const stage = new CommerceStage();
  const { sql, newPerson, call, read } = stage;

  beforeAll(() => stage.open());
  afterAll(() => stage.close());

  const search = async (input: Record<string, unknown>) =>
    (await read(newPerson(), 'search_products', input)).products!.map(({ options }) => options[0]!.sku);

  it.each([
    ['sourdough', 'LOAF'],
    ['hogaza', 'LOAF'],
    ['pão de massa-mãe', 'LOAF'],
    ['PAO DE MASSA MAE', 'LOAF'],
    ['surdough', 'LOAF'],
    ['tarta chocolate', 'CAKE'],
    ['cruasan', 'LAST'],
    ['centeno integral', 'RYE'],
  ])('are found by %s', async (words, sku) => {
    expect((await search({ words }))[0]).toBe(sku);
  });

  it('are filtered by price, category and stock, and listed without words', async () => {
    expect(await search({ max_price: 5.9, min_price: 5 })).toEqual(['LOAF']);
    expect(await search({ category: 'cakes' })).toEqual(['CAKE']);
    expect(await search({})).toHaveLength(6);
    await sql(`UPDATE product_variants SET stock = 0 WHERE sku = 'CAKE'`);
    expect(await search({ category: 'cakes', in_stock: true })).toEqual([]);
    await sql(`UPDATE product_variants SET stock = 3 WHERE sku = 'CAKE'`);
  });

  it('that do not exist are not found, and the categories are named', async () => {
    const view = await read(newPerson(), 'search_products', { words: 'submarine' });
    expect(view).toMatchObject({ products: [], categories: ['Breads', 'Cakes'] });
  });

  it('of another business are nowhere', async () => {
    const found = await read(newPerson(), 'search_products', { words: 'rival' });
    expect(JSON.stringify(found)).not.toContain('SECRET');
    for (const name of ['compare_products', 'show_products'])
      await expect(
        call(newPerson(), name, { skus: ['SECRET'], ...(name === 'show_products' && { as: 'choice' }) }),
      ).rejects.toMatchObject({ code: 'not_found' });
    await expect(call(newPerson(), 'add_to_cart', { sku: 'SECRET', quantity: 1 })).rejects.toMatchObject({
      code: 'not_found',
    });
    const theirs = newPerson({ phoneNumberId: '20002' });
    expect((await read(theirs, 'search_products')).products).toHaveLength(1); // the control
    await expect(call(newPerson({ phoneNumberId: '30003' }), 'search_products')).rejects.toMatchObject({
      code: 'no_shop',
    });
  });

  it('are shown as buttons, as a list or with photos, with ids that come back to this agent', async () => {
    const show = async (skus: string[], as: string, more = {}) =>
      (await call(newPerson(more), 'show_products', { skus, as })).parts!.map(({ content }) => content);
    expect(await show(['LOAF', 'RYE'], 'choice')).toMatchObject([
      {
        $case: 'buttons',
        value: { choices: [{ id: 'agent:commerce:sku:RYE', title: 'Rye bread' }, { title: 'Sourdough loaf' }] },
      },
    ]);
    const [list] = await show(['LOAF', 'RYE', 'CAKE', 'LAST'], 'choice', { language: 'es' });
    expect(list).toMatchObject({ $case: 'list', value: { label: 'Elegir', choices: [{}, {}, {}, {}] } });
    expect(JSON.stringify(list)).toContain('5,90');
    expect(await show(['LOAF', 'RYE'], 'photos')).toMatchObject([
      { $case: 'image', value: { source: { value: 'https://x.test/loaf.jpg' }, caption: 'Sourdough loaf: €5.90' } },
    ]);
  });
});
