import type { Language } from './language.js';

const words = (text: string): ReadonlySet<string> => new Set(text.split(' '));

const usual: Record<Language, ReadonlySet<string>> = {
  es: words(
    'hola buenas buenos días tardes noches gracias qué cómo cuándo dónde cuánto cuánta quiero quisiera necesito puedo puede tienen tienes hay hasta luego adiós ayuda vale sí también pero muy está están usted ustedes horario abren cierran precio cuesta pedido envío por favor hablar con una persona el los las del y mañana ahora yo mi ya más tengo estoy quería hacer puedes cuál ese esa esto solo sólo después hoy ningún ninguna me un una hazme hazlo hazla haz créame añade agrega cambia quita ponle',
  ),
  en: words(
    'hi hello hey good morning afternoon evening thanks thank you please what how when where which want would need can could do does have has is are the and yes bye goodbye help open close price cost order shipping speak talk person my your i we it this that with for show not more get give me an build make create add change remove',
  ),
  pt: words(
    'olá oi bom boa dia tarde noite obrigado obrigada como quando onde quanto quanta quero queria preciso posso pode vocês você tem têm até logo tchau ajuda sim também mas muito está estão horário abrem fecham preço custa pedido envio por favor falar com uma pessoa não o os as do da e amanhã agora eu meu minha mais já tenho estou queria fazer pode você qual esse essa isto só depois hoje nenhum nenhuma me um uma faz faça deixa crie adiciona muda tira',
  ),
};

/** Whether a word is usual in one language only: one that two share tells nothing about either. */
const isOwn = (word: string): boolean => Object.values(usual).filter((set) => set.has(word)).length === 1;

/** Words of short messages that exist in one of the languages served only. */
export const shortPhrases: Record<Language, ReadonlySet<string>> = {
  es: new Set([...usual.es].filter(isOwn)),
  en: new Set([...usual.en].filter(isOwn)),
  pt: new Set([...usual.pt].filter(isOwn)),
};
