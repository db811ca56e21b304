import type { Language } from '../../replies/detect-language.js';
import type { Brief } from '../brief/brief.js';
import type { Section } from './content.js';
import { siteWords } from './site-words.js';

const ofPages: Record<Language, [string, string][]> = {
  en: [
    ['Where can I learn more?', 'That is still to be filled in: send the answer in the chat and it will appear here.'],
    ['How can I take part?', 'That is still to be filled in: send the answer in the chat and it will appear here.'],
  ],
  es: [
    ['¿Dónde puedo saber más?', 'Está por completar: manda la respuesta por el chat y aparecerá aquí.'],
    ['¿Cómo puedo participar?', 'Está por completar: manda la respuesta por el chat y aparecerá aquí.'],
  ],
  pt: [
    ['Onde posso saber mais?', 'A preencher: envie a resposta pelo chat e ela aparece aqui.'],
    ['Como posso participar?', 'A preencher: envie a resposta pelo chat e ela aparece aqui.'],
  ],
};

const ofTrades: Record<Language, [string, string][]> = {
  en: [
    ['How can I reach you?', 'Everything that is known stands under contact on this page.'],
    [
      'Do I need an appointment?',
      'That is still to be filled in: send the answer in the chat and it will appear here.',
    ],
    ['How can I pay?', 'That is still to be filled in: send the answer in the chat and it will appear here.'],
  ],
  es: [
    ['¿Cómo puedo contactar?', 'Todo lo que se sabe está en el apartado de contacto de esta página.'],
    ['¿Hace falta pedir cita?', 'Está por completar: manda la respuesta por el chat y aparecerá aquí.'],
    ['¿Cómo se puede pagar?', 'Está por completar: manda la respuesta por el chat y aparecerá aquí.'],
  ],
  pt: [
    ['Como posso entrar em contato?', 'Tudo o que se sabe está na parte de contato desta página.'],
    ['É preciso marcar horário?', 'A preencher: envie a resposta pelo chat e ela aparece aqui.'],
    ['Como se pode pagar?', 'A preencher: envie a resposta pelo chat e ela aparece aqui.'],
  ],
};

/** Questions that people have; the answers are the owner's, so the page says that they are missing. */
export const writeQuestions = ({ language }: Brief, of: 'trade' | 'page'): Section => ({
  type: 'questions',
  id: 'questions',
  heading: siteWords[language].questions,
  questions: (of === 'trade' ? ofTrades : ofPages)[language].map(([question, answer]) => ({ question, answer })),
});
