import { normalize } from '../../replies/normalize.js';
import { findEmail, findHours, findPhone } from './find-facts.js';
import { findGrey, findHue } from './find-look.js';
import { toName } from './find-name.js';

export type Paint = { hue: number } | { grey: 'black' | 'white' };

/** One thing that a person wants to be different. */
export type Change =
  | { about: 'lightness'; to: 'darker' | 'lighter' }
  | { about: 'colour'; paint: Paint }
  | { about: 'corners'; to: 'round' | 'sharp' }
  | { about: 'font'; to: 'serif' | 'sans' }
  | { about: 'title'; paint: Paint }
  | { about: 'name'; name: string }
  | { about: 'headline'; headline: string }
  | { about: 'form'; email: string }
  | { about: 'hours'; hours: string }
  | { about: 'questions' }
  | { about: 'contact'; phone: string; email: string; address: string }
  | { about: 'item'; item: string }
  | { about: 'removal'; part: 'form' | 'hours' | 'questions' | 'contact' | 'about' };

/** Whose work each is: what is about words is the writer's, what is about looks the designer's, and the rest is done in the page. */
export const ownerOf = ({ about }: Change): 'designer' | 'content' | 'frontend' => {
  if (about === 'title') return 'frontend';
  return about === 'lightness' || about === 'colour' || about === 'corners' || about === 'font'
    ? 'designer'
    : 'content';
};

const title = /\b(title|heading|headline|titulos?|encabezado|titular|cabecalho)\b/;
const removal =
  /\b(remove|delete|drop|without|take (?:out|away)|get rid|quita\w*|elimina\w*|borra\w*|saca\w*|sin|tira\w*|remov\w+|exclu\w+|apaga\w*|sem)\b/;
const renaming =
  /\b(?:(?:change|set)\s+(?:the\s+|its\s+)?name|rename(?:\s+it)?|call it|(?:cambia\w*|pon\w*)(?:le)?\s+(?:el|de)\s+nombre|(?:el\s+)?nombre|llama\w*|renombra\w*|(?:muda\w*|troca\w*|altera\w*)\s+o\s+nome|(?:o\s+)?nome|chama\w*|renome\w*)\b[^"“«\n]{0,24}?\s(?:to|as|a|por|para|it|sea|de|é|=|:)\s+["“«]?([^"”»\n.,!?]{1,40})/iu;
const headlining =
  /\b(?:title|headline|heading|t[ií]tulo|titular)\b[^"“«\n]{0,24}?(?:\b(?:to|say|says|read|que diga|diga|por|para|a|dizer)\b|:)\s*["“«]?([^"”»\n]{3,90})/iu;
const adding =
  /\b(?:add|include|a[ñn]ad[ei]\w*|agreg\w+|inclu\w+|pon\w*|adicion\w+|acrescent\w+|coloc\w+)\s+(?:(?:a|an|the|un[oa]?|el|la|um(?:a)?|o)\s+)?(?:(?:new\s+|nuev[oa]\s+|nov[oa]\s+)?(?:product|dish|service|item|project|producto|plato|servicio|proyecto|produto|prato|servi[cç]o|projeto|tarea|task|tarefa)\s*:?\s+(?:called\s+|llamad[oa]\s+|chamad[oa]\s+)?)["“«]?([^"”»\n.!?]{2,60})/iu;
const address = /\b(?:address|direcci[oó]n|endere[cç]o)\b[^:\n]{0,20}(?::|\bis\b|\bes\b|\b[eé]\b)\s*([^\n]{5,120})/iu;

/** What a wish for a change means; nothing when these words are not understood. */
export function findChange(text: string): Change | undefined {
  const plain = normalize(text);
  if (removal.test(plain)) return findRemoval(plain);
  const name = renaming.exec(text)?.[1];
  if (name && !title.test(plain)) return { about: 'name', name: toName(name) };
  return findPaint(text, plain) ?? findAddition(text, plain) ?? findStyle(plain);
}

function findPaint(text: string, plain: string): Change | undefined {
  const hue = findHue(plain);
  const grey = findGrey(plain);
  const paint = hue !== undefined ? { hue } : grey ? { grey } : undefined;
  if (title.test(plain)) {
    if (paint) return { about: 'title', paint };
    const headline = headlining.exec(text)?.[1]?.trim();
    return headline ? { about: 'headline', headline } : undefined;
  }
  const isLook =
    /\b(colou?rs?|color\w*|cores|cor|tones?|tonos?|tons?|background|fondo|fundo|buttons?|boton\w*|botao|botoes|make|paint|use|pon\w*|hazl\w+|usa\w*|pint\w+|deix\w+|faz|faca|coloq\w+)\b/.test(
      plain,
    );
  if (!paint || !isLook) return undefined;
  if ('grey' in paint) return { about: 'lightness', to: paint.grey === 'black' ? 'darker' : 'lighter' };
  return { about: 'colour', paint };
}

function findAddition(text: string, plain: string): Change | undefined {
  const email = findEmail(text);
  const item = adding.exec(text)?.[1]?.trim();
  if (item) return { about: 'item', item };
  if (/\b(forms?|formularios?)\b/.test(plain)) return { about: 'form', email };
  if (/\b(hours|opening times|horarios?|hora de (?:apertura|funcionamento))\b/.test(plain)) {
    return { about: 'hours', hours: findHours(text) };
  }
  if (/\b(faqs?|questions|preguntas|perguntas)\b/.test(plain)) return { about: 'questions' };
  const phone = findPhone(text);
  const place = address.exec(text)?.[1]?.trim() ?? '';
  if (phone || email || place) return { about: 'contact', phone, email, address: place };
  return undefined;
}

function findStyle(plain: string): Change | undefined {
  if (/\b(dark\w*|oscur\w*|escur\w*|night|nocturn\w*|noturn\w*)\b/.test(plain))
    return { about: 'lightness', to: 'darker' };
  if (/\b(light\w*|bright\w*|clar[oa]s?|aclara\w*|clare\w*|luminos\w*)\b/.test(plain))
    return { about: 'lightness', to: 'lighter' };
  if (/\b(round\w*|redond\w*|arredond\w*)\b/.test(plain)) return { about: 'corners', to: 'round' };
  if (/\b(square|sharp|cuadrad\w*|rect[oa]s|quadrad\w*)\b/.test(plain)) return { about: 'corners', to: 'sharp' };
  if (/\b(serif|classic|clasic\w*|elegant\w*)\b/.test(plain))
    return { about: 'font', to: /sans/.test(plain) ? 'sans' : 'serif' };
  if (/\b(sans|modern\w*)\b/.test(plain)) return { about: 'font', to: 'sans' };
  return undefined;
}

function findRemoval(plain: string): Change | undefined {
  const parts: [Extract<Change, { about: 'removal' }>['part'], RegExp][] = [
    ['form', /\b(forms?|formularios?)\b/],
    ['hours', /\b(hours|opening times|horarios?)\b/],
    ['questions', /\b(faqs?|questions|preguntas|perguntas)\b/],
    ['contact', /\b(contact\w*|contato)\b/],
    ['about', /\b(about|nosotros|sobre)\b/],
  ];
  const part = parts.find(([, pattern]) => pattern.test(plain))?.[0];
  return part && { about: 'removal', part };
}

/** Those of the wishes that are not in `done` yet; what was asked twice counts twice. */
export function pendingChanges(wishes: readonly string[], done: readonly string[]): string[] {
  const left = [...done];
  return wishes.filter((wish) => {
    const at = left.indexOf(wish);
    if (at >= 0) left.splice(at, 1);
    return at < 0;
  });
}
