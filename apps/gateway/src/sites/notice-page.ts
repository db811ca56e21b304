import { hash } from 'node:crypto';
import { textCatalogue } from '#libs/texts';
import { en } from './texts/en.js';
import { es } from './texts/es.js';
import { pt } from './texts/pt.js';
import { pageHeaders } from './site-headers.js';

export type Notice = 'missing' | 'away';

const text = textCatalogue<`${Notice}.${'title' | 'text'}`>({ es, en, pt });

const STYLE =
  'body{margin:0;min-height:100vh;display:grid;place-items:center;font:1.125rem/1.5 system-ui,sans-serif;color:#22303c;background:#f6f7f9}' +
  'main{max-width:32rem;padding:2rem}h1{font-size:1.75rem;line-height:1.2}' +
  '@media(prefers-color-scheme:dark){body{color:#e8edf2;background:#14191e}}';

export const noticeHeaders = pageHeaders(`sha256-${hash('sha256', STYLE, 'base64')}`);

/** A page of ours in the reader's language; nothing of the request is part of it. */
export function noticePage(notice: Notice, acceptLanguage: string | undefined): string {
  const language = languageOf(acceptLanguage);
  const [title, body] = [text(`${notice}.title`, language), text(`${notice}.text`, language)];
  return (
    `<!doctype html><html lang="${language}"><meta charset="utf-8"><meta name="viewport" content="width=device-width">` +
    `<title>${title}</title><style>${STYLE}</style><main><h1>${title}</h1><p>${body}</p></main></html>`
  );
}

/** The first that is spoken here; browsers put the best first. */
export function languageOf(acceptLanguage: string | undefined): 'es' | 'en' | 'pt' {
  const wanted = (acceptLanguage ?? '').slice(0, 200).split(',');
  for (const one of wanted) {
    const language = one.trim().slice(0, 2).toLowerCase();
    if (language === 'es' || language === 'en' || language === 'pt') return language;
  }
  return 'es';
}
