import { wordsOf } from './words-of.js';

describe(wordsOf.name, () => {
  it('gives words in lower case, without accents, each once', () => {
    expect([...wordsOf('ENVÍO, envío')]).toEqual(['envio']);
  });

  it('leaves out the words of grammar', () => {
    expect([...wordsOf('¿cuánto es el envío?')]).toEqual(['envio']);
  });

  it('takes codes apart where they hold marks', () => {
    expect([...wordsOf('C-4821 77-0192-LK')]).toEqual(['c', '4821', '77', '0192', 'lk']);
  });
});
