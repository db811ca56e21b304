import type { en } from './en.js';

export const es: typeof en = {
  offerPerson: '¿Prefieres que te responda una persona del equipo?',
  person: 'Hablar con persona',
};
