/** Why a text looks like an attempt to steer the agents. */
export type Suspicion = 'markup' | 'script-url' | 'prompt-override' | 'prompt-leak';

/** Up to `most` words. Bounded, so that no text makes matching slow. */
const words = (most: number): string => `(?:[^\\s.!?]{1,24}\\s+){0,${most}}?`;

const bots =
  '(?:ai|ia|assistant|asistente|assistente|bot|chatbot|model|modelo|dan|hacker|pirat[ae]|unrestricted|unfiltered|uncensored|jailbroken|evil|admin\\w*|root|developer|desarrollador|desenvolvedor|terminal|persona|personaje|personagem|character)';
const freely =
  '(?:with(?:out| no) (?:any )?(?:restrictions?|filters?|rules|limits|censorship)|sin (?:ningun[ao]? )?(?:restriccion(?:es)?|filtros?|reglas|limites|censura)|sem (?:nenhuma? )?(?:restric(?:ao|oes)|filtros?|regras|limites|censura))';

const english = {
  drop: '(?:ignore|disregard|forget|override|bypass|neglect|discard|disobey)',
  whose: '(?:previous|prior|above|preceding|earlier|all|any|your|system|initial|original|these|those)',
  orders: '(?:instructions?|prompts?|rules|guidelines|directives|directions|programming|safety polic(?:y|ies))',
};
const spanish = {
  // "me olvide" is "I forgot"
  drop: '(?<!\\bme )(?:ignor[ae][ndr]?|ignorad|olvid[ae]n?|olvidate(?: de)?|olvidese(?: de)?|descart[ae]n?|desestim[ae]|omit[ae]|desobede(?:ce|zca)|saltate|no sigas)',
  whose: '(?:tus|sus|todas|todos|vuestras|cualquier)',
  orders: '(?:instruccion(?:es)?|indicacion(?:es)?|ordenes|reglas|directrices|directivas|normas|prompts?)',
  earlier:
    '(?:anterior(?:es)?|previ[ao]s?|de arriba|del? sistema|original(?:es)?|inicial(?:es)?|que (?:te|le) (?:han dado|dieron)|que (?:recibiste|tienes))',
};
const portuguese = {
  drop: '(?:ignor[ae]m?|ignorar|esquec[ae]m?|desconsider[ae]m?|descart[ae]m?|desobedec[ae]|nao siga)',
  whose: '(?:suas|tuas|seus|todas|todos|qualquer)',
  orders: '(?:instruc(?:ao|oes)|orientac(?:ao|oes)|ordens|regras|diretrizes|diretivas|normas|comandos|prompts?)',
  earlier:
    '(?:anterior(?:es)?|previ[ao]s?|acima|d[eo] sistema|origina(?:l|is)|inicia(?:l|is)|que (?:te|lhe) deram|que (?:recebeu|voce tem))',
};

const overrides = [
  `\\b${english.drop} ${words(3)}${english.whose} ${words(3)}${english.orders}\\b`,
  `\\b${english.drop} ${words(2)}${english.orders} (?:above|before|you (?:were|have been|got))`,
  `\\bforget (?:everything|all)(?: that)? (?:above|you(?: were|'ve been| have been)? (?:told|know|learned))`,
  `\\b${spanish.drop} ${words(3)}${spanish.whose} ${words(3)}${spanish.orders}\\b`,
  `\\b${spanish.drop} ${words(3)}${spanish.orders} ${words(2)}${spanish.earlier}\\b`,
  `\\bolvida(?:te de)? todo lo (?:anterior|que (?:te|le) (?:dijeron|han dicho)|que sabes)`,
  `\\b${portuguese.drop} ${words(3)}${portuguese.whose} ${words(3)}${portuguese.orders}\\b`,
  `\\b${portuguese.drop} ${words(3)}${portuguese.orders} ${words(2)}${portuguese.earlier}\\b`,
  `\\besquec[ae] tudo (?:o que|que) (?:voce sabe|te disseram|lhe disseram|foi dito)`,
  `\\byou are (?:now|from now on) (?:(?:an?|the|called|acting as)\\s+)?${words(3)}${bots}\\b`,
  `\\byou are (?:now )?(?:no longer bound|free from (?:all |any |your )?(?:rules|restrictions))`,
  `\\bfrom now on,? you (?:will |must |shall )?(?:act|behave|obey|only (?:answer|respond))\\b`,
  `\\b(?:ahora|a partir de ahora|desde ahora) (?:tu )?(?:eres|seras|actuas como) ${words(4)}${bots}\\b`,
  `\\b(?:agora|a partir de agora|de agora em diante) (?:voce|vc|tu) (?:e|es|sera|seras|atua como) ${words(4)}${bots}\\b`,
  `\\b(?:act|behave|pretend|roleplay|actua|comportate|finge|atue|aja|finja)\\b[^.!?]{0,60}? ${freely}`,
  `\\b(?:answer|respond|reply|responde|responda|contesta) ${words(4)}${freely}`,
  `\\b(?:pretend|act|roleplay) (?:to be|as|like|as if you (?:are|were)) ${words(3)}(?:unrestricted|unfiltered|uncensored|jailbroken|evil|dan)\\b`,
  `\\b(?:developer|god|admin|sudo|dan|jailbreak) mode (?:is )?(?:now )?(?:enabled|activated|unlocked|engaged)`,
  `<\\|(?:im_start|im_end|system|user|assistant)\\|>|\\[/?inst\\]|<</?sys>>|</?(?:system|assistant)(?:_prompt)?>|^[^\\S\\n]{0,40}#{2,} ?(?:system|instructions?) ?:`,
];

const ask =
  '(?:show|reveal|print|repeat|tell|give|display|output|leak|share|write|send|paste|what (?:is|are|was|were))';
const hidden = '(?:system|hidden|secret|internal|initial)';
const prompt = '(?:prompt(?! (?:attention|reply|response|answer|action|service|delivery|payment|help|assistance))\\b)';
const pedirle =
  '(?:muestra|muestrame|muestreme|revela|revelame|dime|imprime|repite|repiteme|ensename|comparte|escribe|dame|pega|cual es|cuales son)';
const pedir =
  '(?:mostre|mostra|mostre-me|revele|revela|diga|diga-me|imprima|repita|compartilhe|escreva|passe|qual e|quais sao)';

const leaks = [
  `\\b${ask} ${words(5)}(?:your|the|its) (?:${hidden} )+(?:${prompt}|instructions?\\b)`,
  `\\b${ask} ${words(5)}your (?:(?:original|exact|base|full) (?:${prompt}|instructions?\\b)|${prompt})`,
  `\\b(?:repeat|print|output) ${words(2)}(?:words|text|everything|sentences?) (?:above|before this)`,
  `\\b${pedirle} ${words(4)}(?:prompt (?:del? sistema|inicial|oculto|original)|system prompt|tu prompt|instruccion(?:es)? (?:del? sistema|inicial(?:es)?|ocult[ao]s?|secret[ao]s?|intern[ao]s?))`,
  `\\b${pedir} ${words(4)}(?:prompt (?:d[eo] sistema|inicial|oculto|original)|system prompt|seu prompt|teu prompt|instruc(?:ao|oes) (?:d[eo] sistema|inicia(?:l|is)|ocultas?|secretas?|internas?))`,
];

const elements = 'script|iframe|object|embed|svg|img|style|link|meta|base|form|input|body|html|applet|video|audio';
const events =
  'error|load|click|dblclick|mouse\\w{2,5}|pointer\\w{2,5}|focus|blur|key(?:up|down|press)|submit|toggle|begin|animation\\w{3,5}';
const markup = [
  `<\\s*/?\\s*(?:${elements})\\b[^<]{0,200}?[>=/]`,
  `<\\s*/?\\s*script\\b`,
  `\\bon(?:${events})\\s{0,3}=\\s{0,3}[^\\s=]`,
];

const urls = [`\\b(?:javascript|vbscript) ?:(?=\\S)`, `\\bdata ?: ?(?:text/html|application/xhtml|image/svg)`];

const anyOf = (sources: string[]): RegExp => new RegExp(sources.join('|'), 'm');

/** All run on normalised text: lower case, no accents, no invisible characters. */
export const injectionPatterns: readonly (readonly [Suspicion, RegExp])[] = [
  ['markup', anyOf(markup)],
  ['script-url', anyOf(urls)],
  ['prompt-override', anyOf(overrides)],
  ['prompt-leak', anyOf(leaks)],
];
