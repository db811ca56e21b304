import { detect } from 'tinyld/light';

export type Language = 'es' | 'en' | 'pt';

const words: Record<Language, string> = {
  es: `hola no un dos tres otro otra buenas buenos dias tardes noches gracias adios hasta luego que tal como cuanto cuanta cuantos cuesta cuestan vale quiero
    quisiera necesito tengo tienes tienen hay donde cual cuando quien por para favor el los las una uno unos las mi mis tu su con sin y pero
    porque pedido pedir precio hora horario abren cierran abierto hoy manana ayer ahora puedo puedes pueden puede podrias eres soy estoy
    estas esta son fue hacer hago hazme dime cuentame chiste ayuda ayudame persona humano reclamo queja pagina llamo llamas nombre
    perfecto claro si genial listo muchas muy bien mal usted ustedes yo le lo del al es en la quien sabes adonde aqui alli esto eso
    jaja jajaja vale buenisimo hablar alguien envio comprar compra tienda reserva cita mesa ya mas ese esa llego tarta`,
  pt: `ola um dois tres outro outra oi oie bom boa dia tarde noite obrigado obrigada valeu tchau ate logo tudo bem quanto quanta quantos custa custam quero
    queria gostaria preciso tenho tem voce voces vc vcs onde qual quando quem por para favor os as um uma uns umas meu minha meus minhas
    seu sua com sem e mas porque pedido pedir preco hora horario abrem fecham aberto hoje amanha ontem agora posso pode podem poderia sou
    estou esta sao foi fazer faco faz diga conta piada ajuda pessoa humano reclamacao queixa pagina chamo nome perfeito claro sim nao
    otimo beleza pronto muito muita bem mal eu lhe do da no na dos das em isso isto aqui ali sei sabe kkk kkkk rsrs falar alguem entrega
    comprar compra loja reserva mesa atendente mais ja esse essa chegou bolo`,
  en: `hello hi hey good morning afternoon evening thanks thank you bye goodbye see how much what when where who which why is are am
    does did the an my your his her with without and but because order price cost costs hour hours open close closed today tomorrow
    yesterday now can could would should will i i'm you're it's that's want need have had there here this that to of in on at for from
    we they make tell joke help person human complaint page name called call perfect sure yes great please very well bad like speak talk
    someone buy store shop booking table appointment looks sounds it was`,
};

const languages: readonly Language[] = ['es', 'en', 'pt'];
const weights = new Map<string, Partial<Record<Language, number>>>();
for (const language of languages) {
  for (const word of new Set(words[language].split(/\s+/))) weights.set(word, { ...weights.get(word), [language]: 1 });
}

const names: [Language, RegExp][] = [
  ['es', /\b(es|spanish|espanol|castellano|espanhol)\b/],
  ['pt', /\b(pt(-br)?|portuguese|portugues|brasileiro)\b/],
  ['en', /\b(en|english|ingles)\b/],
];

export interface Detection {
  language: Language;
  /** Clear enough to change the language of a conversation. */
  isClear: boolean;
}

/** The language of a text of a person, or undefined when it shows none (a number, an emoji, a name). */
export function detectLanguage(text: string): Detection | undefined {
  const scores = scoreWords(text);
  const [first, second] = languages.toSorted((one, other) => scores[other] - scores[one]) as [Language, Language];
  const lead = scores[first] - scores[second];
  if (lead > 0) return { language: first, isClear: lead > 1 || scores[second] === 0 };
  const letters = text.match(/\p{L}/gu)?.length ?? 0;
  if (letters < 6) return scores[first] > 0 ? { language: first, isClear: false } : undefined;
  const guess = detect(text.slice(0, 300), { only: [...languages] });
  const language = languages.find((known) => known === guess);
  return language && { language, isClear: false };
}

/** Words that several languages share say nothing; letters that only one has say a lot. */
function scoreWords(text: string): Record<Language, number> {
  const scores = { es: 0, en: 0, pt: 0 };
  const lower = text.slice(0, 600).toLowerCase();
  if (/[ñ¿¡]/.test(lower)) scores.es += 3;
  if (/[ãõç]/.test(lower)) scores.pt += 3;
  if (/\b(é|está|você|não)(?=\s|$|[?!.,])/.test(lower)) scores.pt += 0.5;
  const plain = lower.normalize('NFD').replace(/[\u0300-\u036f]/g, '');
  for (const word of plain.match(/[a-z']+/g) ?? []) {
    const weight = weights.get(word);
    if (!weight) continue;
    for (const language of languages) scores[language] += weight[language] ?? 0;
  }
  return scores;
}

/** The language that an instruction names: `language: es`, `Answer in Spanish`, `responde en español`. */
export function findNamedLanguage(instruction: string): Language | undefined {
  const plain = instruction
    .toLowerCase()
    .normalize('NFD')
    .replace(/[\u0300-\u036f]/g, '');
  const named =
    /(?:language|idioma|lengua|lingua)(?: of the (?:conversation|person))?\W{1,4}(?:is |es |e )?([a-z-]{2,12})\b/.exec(
      plain,
    )?.[1] ??
    /(?:answer|reply|respond|speak|write|responde|contesta|escribe|habla|responda|escreva|fale)\w* (?:in|en|em) ([a-z]{2,12})\b/.exec(
      plain,
    )?.[1];
  return named ? names.find(([, pattern]) => pattern.test(named))?.[0] : undefined;
}
