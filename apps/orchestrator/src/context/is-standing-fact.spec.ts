import { isStandingFact } from './is-standing-fact.js';

describe(isStandingFact.name, () => {
  it.each([
    'Soy celíaca, ¿tienen algo?',
    'Mi dirección es Thames 1840',
    "I'm vegan",
    'My plate is KX21',
    'Eu uso tamanho 42',
    'Meu contrato é o 884512',
  ])('hears that %j is about the person', (text) => expect(isStandingFact(text)).toBe(true));

  it.each(['¿Cuál es mi pedido?', 'What is my total?', 'Qual é o meu prazo?', '¿Hacen envíos?', 'ok', ''])(
    'hears that %j states nothing about them',
    (text) => expect(isStandingFact(text)).toBe(false),
  );
});
