import { answersQuestion } from './answers-question.js';

describe(answersQuestion, () => {
  it.each([
    ['sí', 'confirmation', 'surely'],
    ['dale, gracias', 'confirmation', 'surely'],
    ['isso mesmo', 'confirmation', 'surely'],
    ['not yet', 'confirmation', 'surely'],
    ['cancelar', 'confirmation', 'surely'],
    ['me llegó roto el pedido anterior', 'confirmation', 'no'],
    ['3', 'quantity', 'surely'],
    ['dos bolsas grandes', 'quantity', 'surely'],
    ['twelve hundred and some more of it please', 'quantity', 'no'],
    ['cuánto cuesta?', 'quantity', 'no'],
    ['la segunda', 'choice', 'surely'],
    ['el grande', 'choice', 'perhaps'],
    ['cuál es más barato?', 'choice', 'no'],
    ['Calle Mayor 12, 3º B', 'address', 'surely'],
    ['rua das flores perto da praça', 'address', 'perhaps'],
    ['where are you located?', 'address', 'no'],
    ['gracias', 'address', 'no'],
    ['se llama Ana y es para el martes', 'text', 'perhaps'],
    ['a qué hora abren', 'text', 'no'],
    ['do you ship to Spain', 'text', 'no'],
  ])('takes %j for an answer to %s: %s', (text, expected, answer) =>
    expect(answersQuestion(text, expected)).toBe(answer),
  );
});
