interface WordRule {
  rule: string;
  points: number;
  /** Stands on lower case without accents, and serves Spanish, English and Portuguese at once. */
  pattern: RegExp;
}

/** Not directly behind a denial: "no es urgente", "not urgent", "não é urgente", "sin peligro". */
const notDenied = String.raw`(?<!\b(?:no|not|nao|sin|sem|without|nada|isn't|ningun|nenhum)(?: (?:es|esta|hay|e|ha|is|tan|so|tao|muy|very|muito|que|an?|any|super)){0,3} )`;
const words = (source: string) => new RegExp(`${notDenied}\\b(?:${source})\\b`);

/** What in a person's words raises the priority of their ticket. */
export const priorityWords: readonly WordRule[] = [
  {
    rule: 'words:safety',
    points: 6,
    pattern: words(
      'incendi\\w*|fuego|fire|fogo|humo|smoke|fumaca|quemad[oa]s?|burn(?:ed|t|ing)|queimad[oa]s?|explo\\w+|descarga electrica|electric shock|choque eletrico|' +
        'alergi[ac]\\w*|allergic|intoxic\\w+|poison\\w*|herid[oa]s?|injur\\w+|ferid[oa]s?|ambulan\\w+|emergenc\\w+|peligr\\w+|danger\\w*|perigo\\w*',
    ),
  },
  {
    rule: 'words:money',
    points: 2,
    pattern: words(
      'cobr\\w+ (?:dos veces|doble|de mas|duas vezes|em dobro|a mais)|doble cobro|cobro duplicado|cobranca duplicada|charged (?:me )?(?:twice|double|too much)|double charged?|overcharged|' +
        'fraud\\w*|estafa\\w*|scam\\w*|robad[oa]s?|robaron|stolen|roubad\\w+|cargo no (?:reconocido|autorizado)|unauthori[sz]ed|nao autorizad\\w+',
    ),
  },
  {
    rule: 'words:legal',
    points: 2,
    pattern: words(
      'abogad[oa]|lawyer|attorney|advogad[oa]|demandar(?:e|los|les)?|sue|processar|denunci\\w+|consumidor|procon|profeco|legal action|accion legal|tribunal|court',
    ),
  },
  {
    rule: 'words:failure',
    points: 1,
    pattern:
      /\b(?:no (?:funciona|sirve|llego|ha llegado|me llego|prende|enciende)|(?:doesn't|does not|isn't|not) work(?:ing)?|not arrived|never arrived|didn't arrive|nao (?:funciona|chegou|liga)|rot[oa]s?|broken|quebrad[oa]s?|danad[oa]s?|damaged|danificad[oa]s?|defectuos[oa]s?|defective|defeituos[oa]s?|equivocad[oa]s?|wrong (?:item|product|order|size)|errad[oa]s?)\b/,
  },
  {
    rule: 'words:haste',
    points: 1,
    pattern: words(
      'urgen(?:te|cia|t|tly)|cuanto antes|lo antes posible|asap|as soon as possible|right now|immediately|inmediatamente|ahora mismo|o quanto antes|imediatamente|agora mesmo|para hoy|by today|para hoje',
    ),
  },
  {
    rule: 'words:again',
    points: 1,
    pattern:
      /\b(?:otra vez|de nuevo|nuevamente|ya (?:les|te|os) escribi|tercera vez|segunda vez|again|third time|second time|already (?:told|wrote|asked)|still (?:no|not|waiting)|sigo (?:sin|esperando)|outra vez|novamente|ja (?:falei|escrevi|pedi)|terceira vez|continuo (?:sem|esperando)|nadie (?:me )?(?:responde|contesta)|nobody answers|ninguem responde)\b/,
  },
];
