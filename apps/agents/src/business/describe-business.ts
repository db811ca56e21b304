import type { Business } from './business.schema.js';
import { inLanguage } from './localised.js';
import { formatMoney } from './money.js';
import { type OpenSpan, type WeekHours, weekdays } from './opening-times.schema.js';

const mostPlaces = 5;

/**
 * The facts of a business for a prompt, short and in the same order every time. Nothing in it changes with the clock: what
 * depends on today comes from the tools.
 */
export function describeBusiness(facts: Business): string {
  const { name, about, tone, languages, time_zone, hours, places, currency, tax, delivery, payment, human } = facts;
  const main = languages[0]!;
  const lines = [
    `Name: ${name}`,
    `About: ${inLanguage(about, main)}`,
    `Tone: ${tone}`,
    `Languages: ${languages.join(', ')}`,
    `Time zone: ${time_zone}`,
    `Usual hours: ${describeWeek(hours)} (holidays differ: ask the tool)`,
    ...places.slice(0, mostPlaces).map((place) => {
      const own = place.hours ? ` (hours of its own: ${describeWeek(place.hours)})` : '';
      return `Place: ${inLanguage(place.name, main)}, ${place.address}${own}`;
    }),
    places.length > mostPlaces && `${places.length - mostPlaces} more places: ask the tool`,
    `Currency: ${currency}${tax ? `; ${tax.name} ${tax.percent} % ${tax.included ? 'included' : 'added'}` : ''}`,
    delivery && `Delivery: ${inLanguage(delivery.text, main)} Fee ${formatMoney(delivery.feeMinor, currency, 'en')}.`,
    payment && `Payment: ${inLanguage(payment, main)}`,
    human && `Person of the team: ${inLanguage(human.name, main)}, ${human.contact}`,
  ];
  return lines.filter(Boolean).map(escape).join('\n');
}

/** What the business wrote cannot end the block in which it stands. */
const escape = (line: string | false | undefined) => String(line).replace(/[<>]/g, '').replace(/\s+/g, ' ');

/** "mon-fri 07:30-14:00 17:00-20:30; sat 08:00-14:30; sun closed" */
export function describeWeek(week: WeekHours): string {
  const groups: { first: string; last: string; text: string }[] = [];
  for (const day of weekdays) {
    const text = week[day].map(describeSpan).join(' ') || 'closed';
    const group = groups.at(-1);
    if (group?.text === text) group.last = day;
    else groups.push({ first: day, last: day, text });
  }
  return groups.map(({ first, last, text }) => `${first === last ? first : `${first}-${last}`} ${text}`).join('; ');
}

const describeSpan = ({ from, to }: OpenSpan) => `${clockOf(from)}-${clockOf(to)}`;

const clockOf = (minutes: number): string => {
  const ofDay = minutes === 1_440 ? minutes : minutes % 1_440;
  return [Math.floor(ofDay / 60), ofDay % 60].map((part) => String(part).padStart(2, '0')).join(':');
};
