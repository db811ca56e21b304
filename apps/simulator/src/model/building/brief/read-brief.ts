import type { Language } from '../../replies/detect-language.js';
import { normalize } from '../../replies/normalize.js';
import type { Brief, SiteKind } from './brief.js';
import { findEmail, findHours, findPhone } from './find-facts.js';
import { findExtras, findItems } from './find-items.js';
import { findHue, findMoods } from './find-look.js';
import { findKind } from './find-kind.js';
import { findName } from './find-name.js';
import { findTopic } from '../topics/find-topic.js';

const longest = 4_000;

/** What a request says, read the same way by every agent of a build, so that they agree without asking each other. */
export function readBrief(text: string, language: Language): Brief {
  const request = text.trim().slice(0, longest);
  const plain = normalize(request);
  const name = findName(request);
  // A name says nothing of the look: a bar called Blue is not painted blue for it.
  const about = name ? plain.replace(normalize(name), ' ') : plain;
  const hue = findHue(about);
  return {
    request,
    language,
    kind: kindOf(about),
    name,
    moods: findMoods(about),
    ...(hue !== undefined && { hue }),
    items: findItems(request),
    extras: findExtras(about),
    email: findEmail(request),
    phone: findPhone(request),
    hours: findHours(request),
    about,
    seed: plain,
  };
}

/** A trade without a word for the site (`something for my flower shop`) wants a landing page. */
const kindOf = (plain: string): SiteKind => findKind(plain) ?? (findTopic(plain).isTrade ? 'landing' : 'other');
