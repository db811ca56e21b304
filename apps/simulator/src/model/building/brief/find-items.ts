import { normalize } from '../../replies/normalize.js';
import type { Extra } from './brief.js';

const extras: [Extra, RegExp][] = [
  [
    'form',
    /\b(contact form|form|formulario|formulario de contacto|contato|contacto|contact|mensaje|message|mensagem)\b/,
  ],
  ['hours', /\b(opening hours|opening times|hours|horarios?|hora de apertura|funcionamento|schedule)\b/],
  ['questions', /\b(faqs?|questions|preguntas|perguntas|dudas|duvidas)\b/],
  ['gallery', /\b(gallery|photos?|galeria|fotos?)\b/],
  ['team', /\b(team|equipo|equipe|quienes somos|about us|sobre nos(?:otros)?)\b/],
  ['location', /\b(map|location|address|mapa|ubicacion|direccion|localizacao|endereco|where we are|donde estamos)\b/],
];

export const findExtras = (plain: string): Extra[] =>
  extras.filter(([, pattern]) => pattern.test(plain)).map(([extra]) => extra);

const opening =
  /\b(?:with|sells?|selling|offers?|offering|we make|i make|con|vend[eo]n?|vendemos|ofrec\w+|hacemos|com|vende(?:mos)?|oferec\w+|fazemos)\s+([^.!?;\n]{3,240})/iu;
/** What describes the site and is nothing that it offers. */
const ofTheSite =
  /\b(page|section|seccion|secao|form\w*|hours|horario\w*|map\w*|gallery|galeria|photos?|fotos?|button|boton|botao|colou?rs?|color\w*|cores?|cor|tones?|tonos|tons|style|estilo|design|diseno|layout|contact\w*|contato|menu|faq|questions|preguntas|perguntas|title|titulo|background|fondo|fundo|dark|light|oscur\w+|clar[oa]|modern\w*|minimal\w*|elegant\w*|font\w*|letra|links?|enlaces?|local ?storage|filter\w*|filtros?|language|idioma|prices?|precios?|precos?|discounts?|descuentos?|descontos?|tax|iva|vat|impostos?|impuestos?|name|nombre|nome)\b/;

/** Things that a person listed after `with`, `we sell` and the like; at most eight. */
export function findItems(request: string): string[] {
  const said = opening.exec(request)?.[1];
  if (!said) return [];
  const parts = said.split(/\s*,\s*(?:(?:and|y|e)\s+)?|\s+(?:and|y|e|&)\s+/iu).map(tidy);
  const kept = parts.filter((part) => part.length > 2 && part.length <= 40 && !ofTheSite.test(normalize(part)));
  return kept.length >= 2 ? kept.slice(0, 8) : [];
}

const tidy = (part: string): string =>
  part
    .replace(/^(?:a|an|the|our|some|un[oa]?s?|el|la|los|las|nuestr[oa]s?|um(?:a|as|ns)?|os|as|noss[oa]s?)\s+/iu, '')
    .replace(/\s+(?:on|in|for|en|para|em)\s.*$/iu, '')
    .replace(/[<>{}]/g, '')
    .trim()
    .replace(/^\p{L}/u, (letter) => letter.toUpperCase());
