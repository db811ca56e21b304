import type { Language } from '../model/replies/detect-language.js';

/** What people say where nobody can hear them: whatever a recording holds, it stands for one of these. */
export const phrases: Record<Language, readonly string[]> = {
  es: [
    '¿A qué hora abren mañana?',
    'Quiero pedir una tarta de chocolate.',
    '¿Cuánto cuesta el envío a domicilio?',
    'Mi pedido llegó roto y quiero hablar con alguien.',
    '¿Dónde están exactamente?',
  ],
  en: [
    'What time do you open tomorrow?',
    'I would like to order a chocolate cake.',
    'How much is home delivery?',
    'My order arrived broken and I want to talk to someone.',
    'Where exactly are you?',
  ],
  pt: [
    'A que horas vocês abrem amanhã?',
    'Quero pedir um bolo de chocolate.',
    'Quanto custa a entrega em casa?',
    'Meu pedido chegou quebrado e quero falar com alguém.',
    'Onde vocês ficam exatamente?',
  ],
};
