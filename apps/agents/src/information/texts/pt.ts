import type { en } from './en.js';

export const pt: typeof en = {
  offerPerson: 'Prefere que uma pessoa da equipe responda?',
  person: 'Falar com pessoa',
};
