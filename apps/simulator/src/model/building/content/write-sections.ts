import type { Brief } from '../brief/brief.js';
import type { Section } from './content.js';
import { siteWords } from './site-words.js';

/** Opening hours as the person gave them, or rows that say that they are missing. */
export function writeHours({ language, hours }: Brief): Section {
  const words = siteWords[language];
  const base = { type: 'hours', id: 'hours', heading: words.hours } as const;
  if (!hours) {
    return { ...base, rows: words.days.map((days) => ({ days, times: words.timesMissing })), note: words.hoursNote };
  }
  return { ...base, rows: hours.split(/\s*(?:,|;|\n)\s*/).map(toRow) };
}

function toRow(text: string): { days: string; times: string } {
  const at = text.search(/\d/);
  if (at <= 0) return { days: '', times: text };
  const days = text
    .slice(0, at)
    .replace(/[\s:,-]+$/, '')
    .replace(/\s+(?:from|de|das|desde)$/i, '');
  return { days: days.replace(/^\p{L}/u, (letter) => letter.toUpperCase()), times: text.slice(at) };
}

export function writeContact({ language, email, phone }: Brief): Section {
  const words = siteWords[language];
  const missing = { value: words.missing, isMissing: true };
  const details = [
    { label: words.address, ...missing },
    { label: words.phone, ...(phone ? { value: phone, href: `tel:${phone.replace(/[^+\d]/g, '')}` } : missing) },
    { label: words.email, ...(email ? { value: email, href: `mailto:${email}` } : missing) },
  ];
  return {
    type: 'contact',
    id: 'contact',
    heading: words.contact,
    lead: words.contactLead,
    details,
    note: words.detailsNote,
  };
}

export const writeForm = ({ language, email }: Brief): Section => ({
  type: 'form',
  id: 'contact-form',
  heading: siteWords[language].form,
  lead: siteWords[language].formLead,
  email,
});
