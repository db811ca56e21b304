import type { Person } from './person.js';

/** Who is there on a fresh start: one person for each language that the project speaks. */
export const defaultPeople: readonly Person[] = [
  { id: 'ana', name: 'Ana', waId: '34600000001', bsuid: 'ES.770000000000001', color: '#d2552d' },
  { id: 'ben', name: 'Ben', waId: '447700900002', bsuid: 'GB.770000000000002', color: '#2d6fd2' },
  { id: 'clara', name: 'Clara', waId: '5511990000003', bsuid: 'BR.770000000000003', color: '#1f9254' },
];
