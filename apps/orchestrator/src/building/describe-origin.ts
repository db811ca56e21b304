import type { InboundMessage, ReferredProduct } from '#libs/contracts';
import type { Quoted } from './built-turn.js';
import { quote } from './described.js';

const MAX_QUOTE = 1_000;
const MAX_ADVERT = 300;

/** Where a message comes from, for an agent: what it answers, that it was forwarded, the advertisement it began at. */
export function describeOrigin({ context, referralJson }: InboundMessage, quoted?: Quoted): string[] {
  return [
    advertOf(referralJson),
    context?.referredProduct ? productOf(context.referredProduct) : '',
    context?.forwarded || context?.frequentlyForwarded ? '[forwarded: not their own words]' : '',
    quoted ? `[in reply to ${speakerOf(quoted)}: ${quote(quoted.text.slice(0, MAX_QUOTE).toWellFormed())}]` : '',
  ].filter(Boolean);
}

function speakerOf({ agent }: Quoted): string {
  if (!agent) return 'their own earlier message';
  return agent === 'operator' ? 'a message of a colleague' : 'your message';
}

/** In WhatsApp's catalogue a product has the sku that the business gave it. */
const productOf = ({ productId }: ReferredProduct): string =>
  `[asks about the product of the catalogue with the sku ${quote(productId)}]`;

function advertOf(referralJson: string): string {
  if (!referralJson) return '';
  const referral = JSON.parse(referralJson) as Record<string, unknown>; // our gateway's JSON of an object
  const words = [referral['headline'], referral['body']].filter((part) => typeof part === 'string' && part !== '');
  return words.length > 0
    ? `[came from the advertisement ${quote(words.join(': ').slice(0, MAX_ADVERT).toWellFormed())}]`
    : '[came from an advertisement]';
}
