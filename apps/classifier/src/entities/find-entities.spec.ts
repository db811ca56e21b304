import { checkEntities, findEntities, mergeEntities } from './find-entities.js';

describe(findEntities, () => {
  it.each([
    ['dónde está mi pedido #10034?', [{ type: 'order_id', value: '10034' }]],
    [
      'order no. a-1009 and case 77',
      [
        { type: 'order_id', value: 'A-1009' },
        { type: 'ticket_id', value: '77' },
      ],
    ],
    ['meu chamado t-204', [{ type: 'ticket_id', value: 'T-204' }]],
    ['soy ana@example.com', [{ type: 'email', value: 'ana@example.com' }]],
    [
      'me cobraron 12,50 € el 3/11',
      [
        { type: 'date', value: '3/11' },
        { type: 'amount', value: '12,50 €' },
      ],
    ],
    ['quiero dos cafés', []],
    ['llámame al 34699123456', []],
  ])('finds in %j %j', (text, entities) => expect(findEntities(text)).toEqual(entities));

  it('finds at most ten, however many there are, and at once', () => {
    const began = performance.now();
    expect(findEntities('order 1234 '.repeat(9_000))).toHaveLength(10);
    expect(performance.now() - began).toBeLessThan(100);
  });
});

describe(checkEntities, () => {
  it('keeps what stands in the text and looks like its type', () => {
    const claimed = [
      { type: 'product', value: 'taza azul' },
      { type: 'order_id', value: 'a-1009' },
    ];
    expect(checkEntities(claimed, 'quiero la Taza Azul del pedido A-1009')).toEqual([
      { type: 'product', value: 'taza azul' },
      { type: 'order_id', value: 'A-1009' },
    ]);
  });

  it.each([
    ['what the text does not say', { type: 'order_id', value: '99999' }],
    ['an unknown type', { type: 'password', value: 'taza' }],
    ['a value of another form', { type: 'order_id', value: "1'; drop table orders" }],
    ['an address that is none', { type: 'email', value: 'taza' }],
    ['nothing', { type: 'product', value: ' ' }],
  ])('drops %s', (_, entity) => expect(checkEntities([entity], 'quiero la taza')).toEqual([]));

  it('merges without doubles', () => {
    const entity = { type: 'order_id', value: '10034' };
    expect(mergeEntities([entity], [entity, { type: 'product', value: 'taza' }])).toHaveLength(2);
  });
});
