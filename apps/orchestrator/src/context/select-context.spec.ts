import fc from 'fast-check';
import { estimateTokens, tokensOfExchange } from './estimate-tokens.js';
import { selectContext } from './select-context.js';

const dialogue = (...pairs: [string, string][]) =>
  pairs.map(([task, answer], index) => ({ turnId: `t${index}`, task, answer }));

const shop = dialogue(
  ['Soy celíaca', 'Anotado.'],
  ['¿Dónde están?', 'Estamos en la calle del Molino 14, frente a la plaza, al lado de la farmacia y del cine viejo.'],
  [
    '¿Y cuándo abren?',
    'Abrimos de lunes a viernes de 8:00 a 20:00 y los sábados de 9:00 a 14:00; los domingos descansamos.',
  ],
  ['¿Cuánto cuesta el envío?', 'El envío cuesta 2.200 pesos. Es gratis desde 30.000.'],
  ['¿Tienen café?', 'Vendemos café de Colombia.'],
  ['¿Hay baño?', 'Sí, al fondo.'],
  ['Gracias', '¡A ti!'],
);
const select = (text: string, changes: object = {}) =>
  selectContext({ turns: shop, summary: null, text, budgetTokens: 1_000, ...changes });

describe(selectContext.name, () => {
  it('always brings the newest turn as it was said', () => {
    expect(select('¿algo más?').history.at(-1)).toEqual({ task: 'Gracias', answer: '¡A ti!' });
    expect(select('x', { budgetTokens: 0 }).history).toHaveLength(1);
  });

  it('brings a short conversation whole', () => {
    expect(select('recuérdame el precio del envío', { turns: shop.slice(3, 5) })).toEqual({
      history: shop.slice(3, 5).map(({ task, answer }) => ({ task, answer })),
      summary: '',
    });
  });

  it('brings two turns where the text is a fragment, which means what was said before', () => {
    expect(select('¿y eso?').history.map(({ task }) => task)).toEqual(['¿Hay baño?', 'Gracias']);
    expect(select('recuérdame el precio del envío').history).toHaveLength(1);
  });

  it('brings the sentences that the message is about, in their order, and leaves the others', () => {
    const { summary } = select('recuérdame el precio del envío');
    expect(summary).toContain('you: El envío cuesta 2.200 pesos.\nyou: Es gratis desde 30.000.');
    expect(summary).not.toContain('Colombia');
  });

  it('never forgets what the person said about themselves', () => {
    expect(select('¿qué torta me recomiendan?').summary).toContain('person: Soy celíaca');
  });

  it('gives the summary first, and counts it', () => {
    const summary = { text: 'Quiere una torta.' };
    expect(select('recuérdame el precio del envío', { summary }).summary).toMatch(/^Quiere una torta\.\n\nperson: /);
    const long = { text: 'x'.repeat(2_480) };
    expect(select('recuérdame el precio del envío', { summary: long }).summary).toBe(long.text);
  });

  it('leaves out turns without words, such as those that were never answered', () => {
    const turns = [...shop, { turnId: 't9', task: ' ', answer: '' }];
    expect(select('¿algo más?', { turns }).history.at(-1)?.task).toBe('Gracias');
    expect(selectContext({ turns: [], summary: null, text: 'hola', budgetTokens: 100 })).toEqual({
      history: [],
      summary: '',
    });
  });

  it('stays within its budget beside the newest turn, whatever was said', () => {
    const texts = fc.string({ maxLength: 200 });
    const turns = fc.array(fc.tuple(texts, texts), { maxLength: 20 }).map((pairs) => dialogue(...pairs));
    fc.assert(
      fc.property(turns, texts, fc.integer({ min: 0, max: 600 }), (said, text, budgetTokens) => {
        const { history, summary } = selectContext({ turns: said, summary: null, text, budgetTokens });
        const newest = history.at(-1) ? tokensOfExchange(history.at(-1)!) : 0;
        const taken = history.reduce((sum, each) => sum + tokensOfExchange(each), 0) + estimateTokens(summary);
        expect(taken).toBeLessThanOrEqual(Math.max(budgetTokens, newest) + 10);
      }),
    );
  });
});
