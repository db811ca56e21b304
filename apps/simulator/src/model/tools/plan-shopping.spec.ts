import { planCall } from './plan-call.js';
import { plan, run, step, talk } from './planning.stage.js';

describe(`${planCall.name} for somebody who buys`, () => {
  it('looks for a product before it names it, and takes the one that was meant', () => {
    const products = {
      products: [
        { sku: 'PAN-01', name: 'Hogaza', price: '3,40 €' },
        { sku: 'BOL-01', name: 'Cruasán de mantequilla', price: '1,60 €' },
      ],
    };
    const cart = {
      cart: { lines: [{ name: 'Cruasán de mantequilla', quantity: 3, total: '4,80 €' }], total: '4,80 €' },
    };
    const { calls, answer } = run('ponme tres cruasanes', { search_products: products, add_to_cart: cart });
    expect(calls).toMatchObject([
      { name: 'search_products', input: { words: 'cruasanes' } },
      { name: 'add_to_cart', input: { sku: 'BOL-01', quantity: 3 } },
    ]);
    expect(answer).toContain('3 × Cruasán de mantequilla: 4,80 €');
    expect(answer).toContain('*4,80 €*');
  });

  it('says that there is no such product instead of adding another', () => {
    const { calls, answer } = run('quero dois violinos', { search_products: { products: [] } });
    expect(calls).toHaveLength(1);
    expect(answer).toContain('Não encontrei');
  });

  it('takes a line out of the cart that it has looked at', () => {
    const lines = [
      { sku: 'PAN-01', name: 'Rye bread' },
      { sku: 'BOL-01', name: 'Croissant' },
    ];
    const { calls } = run('please remove the croissant', { view_cart: { lines }, change_cart: { lines: [lines[0]] } });
    expect(calls).toMatchObject([
      { name: 'view_cart' },
      { name: 'change_cart', input: { sku: 'BOL-01', quantity: 0 } },
    ]);
  });

  it('shows what it has found as a choice, as photos when those are wanted, and nothing when there is nothing', () => {
    const products = { products: [{ name: 'Tarta', options: [{ sku: 'T6', name: 'Tarta (6)', price: '19 €' }] }] };
    const answers = { search_products: products, show_products: { shown: true } };
    const choice = run('¿tienen tarta?', answers);
    expect(choice.calls.at(-1)).toEqual({ name: 'show_products', input: { skus: ['T6'], as: 'choice' } });
    expect(choice.answer).not.toContain('19 €');
    expect(run('muéstrame fotos de la tarta', answers).calls.at(-1)).toMatchObject({ input: { as: 'photos' } });
    expect(run('¿tienen tarta?', { search_products: { products: [] } }).calls).toHaveLength(1);
  });

  it('asks for what an order needs, and orders with what was answered', () => {
    const wish = talk('hola', '¡Hola!', 'quiero hacer el pedido');
    expect(plan(wish)).toEqual({ name: 'view_cart', input: {} });
    expect(plan([...wish, ...step('view_cart', { empty: true })])).toBeUndefined();
    const question = plan([...wish, ...step('view_cart', { lines: [{ name: 'x' }] })])?.question;
    expect(question).toContain('a nombre de quién');
    const turns = talk(
      'hola',
      '¡Hola!',
      'quiero finalizar la compra',
      question!,
      'a domicilio, calle Sueca 41, Valencia, a nombre de Ana',
    );
    expect(plan(turns)).toEqual({
      name: 'checkout',
      input: { fulfilment: 'delivery', recipient: 'Ana', address: expect.stringContaining('calle Sueca 41') as string },
    });
    const pickup = talk('hola', '¡Hola!', 'finalizar compra', question!, 'lo recojo yo, soy Ana');
    expect(plan(pickup)).toMatchObject({ input: { fulfilment: 'pickup', recipient: 'Ana' } });
    expect(plan(talk('hola', '¡Hola!', 'finalizar compra', question!, 'lo recojo'))).toMatchObject({
      name: 'view_cart',
    });
  });

  it('makes a cart of an order from the catalogue, and adds what was tapped', () => {
    const order = '[order from the catalogue: {"catalog_id":"c","items":[{"product_id":"PAN-03","quantity":2}]}]';
    expect(plan(talk(order))).toEqual({ name: 'cart_from_order', input: { items: [{ sku: 'PAN-03', quantity: 2 }] } });
    const content = [
      {
        type: 'text',
        text: '<context>\nThe person did not type but tapped a choice: "agent:commerce:sku:PAN-03".\n</context>',
      },
      { type: 'text', text: 'Barra de pueblo' },
    ];
    expect(plan([{ role: 'user', content }])).toEqual({ name: 'add_to_cart', input: { sku: 'PAN-03', quantity: 1 } });
  });

  it('compares what it has found', () => {
    const products = {
      products: [
        { sku: 'A', name: 'Pan de centeno' },
        { sku: 'B', name: 'Hogaza' },
      ],
    };
    const { calls } = run('compara la hogaza y el pan de centeno', { search_products: products });
    expect(calls.at(-1)).toMatchObject({
      name: 'compare_products',
      input: { skus: expect.arrayContaining(['A', 'B']) as unknown },
    });
  });
});
