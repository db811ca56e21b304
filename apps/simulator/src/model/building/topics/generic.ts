import type { Topic } from './topic.js';

/** What speaks of anything. */
export const generic: Topic = {
  name: 'generic',
  pattern: /(?:)/,
  isTrade: false,
  hues: [
    [262, 195],
    [160, 250],
    [305, 20],
    [15, 265],
    [195, 55],
    [230, 330],
  ],
  fonts: 'plain',
  motif: 'spark',
  words: {
    en: {
      noun: 'project',
      own: 'My project',
      headlines: ['Everything in one clear place', 'Good things begin here', 'A simple place for what matters'],
      lead: 'What it is, whom it is for and how to take part: all on one page that reads well on every screen.',
      offer: 'What you will find',
      items: [
        'The idea — What this is about, in a few words.',
        'For whom — Who will enjoy it and why.',
        'How it works — Step by step, without small print.',
        'Next steps — What you can do right now.',
      ],
      about: 'This page gathers the essentials. The texts are a first draft: say what should change and it will.',
    },
    es: {
      noun: 'proyecto',
      own: 'Mi proyecto',
      headlines: ['Todo en un solo lugar, claro', 'Lo bueno empieza aquí', 'Un sitio sencillo para lo importante'],
      lead: 'Qué es, para quién es y cómo participar: todo en una página que se lee bien en cualquier pantalla.',
      offer: 'Lo que encontrarás',
      items: [
        'La idea — De qué trata, en pocas palabras.',
        'Para quién — Quién lo va a disfrutar y por qué.',
        'Cómo funciona — Paso a paso, sin letra pequeña.',
        'Siguientes pasos — Lo que puedes hacer ahora mismo.',
      ],
      about: 'Esta página reúne lo esencial. Los textos son un primer borrador: di qué hay que cambiar y se cambia.',
    },
    pt: {
      noun: 'projeto',
      own: 'Meu projeto',
      headlines: ['Tudo em um só lugar, com clareza', 'O que é bom começa aqui', 'Um lugar simples para o que importa'],
      lead: 'O que é, para quem é e como participar: tudo em uma página que se lê bem em qualquer tela.',
      offer: 'O que você vai encontrar',
      items: [
        'A ideia — Do que se trata, em poucas palavras.',
        'Para quem — Quem vai gostar e por quê.',
        'Como funciona — Passo a passo, sem letras miúdas.',
        'Próximos passos — O que você já pode fazer agora.',
      ],
      about: 'Esta página reúne o essencial. Os textos são um primeiro rascunho: diga o que deve mudar e será mudado.',
    },
  },
};
