import { extname } from 'node:path';
import { detect } from 'tinyld';
import type { Language } from '../tools/tool.js';
import { languages } from '../business/localised.js';
import type { Section } from './cut-passages.js';
import { decodeText } from './decode-text.js';
import { extractPdf } from './extract-pdf.js';

export interface KnowledgeDocument {
  /** Path of its file, relative to the folder. */
  name: string;
  title: string;
  language: Language;
  sections: Section[];
}

export const documentTypes = ['.md', '.txt', '.pdf'] as const;

/**
 * A file of knowledge as sections with their headings. The language is the one that the name says (`menu.en.md`), else the
 * one that the text is written in.
 * @throws Error with a reason for people: no text in a PDF, broken, too long
 */
export async function readDocument(name: string, bytes: Uint8Array, fallback: Language): Promise<KnowledgeDocument> {
  const type = extname(name).toLowerCase();
  const text = type === '.pdf' ? await extractPdf(bytes) : decodeText(bytes);
  const clean = text
    .normalize('NFC')
    .replace(/\r\n?/g, '\n')
    .replaceAll('\0', '')
    .replace(/\p{Cf}/gu, '');
  if (!clean.trim()) throw new Error(type === '.pdf' ? 'holds no text: is it a scan?' : 'is empty');
  const stem = name.slice(0, name.length - type.length).replace(/\.(es|en|pt)$/i, '');
  const sections = type === '.md' ? cutByHeadings(clean) : [{ heading: '', text: clean }];
  const title = sections.find(({ heading }) => heading)?.heading.split(' › ')[0] ?? stem;
  return { name, title: title.slice(0, 200), language: languageOf(name, clean, fallback), sections };
}

function languageOf(name: string, text: string, fallback: Language): Language {
  const named = /\.(es|en|pt)\.[a-z]+$/i.exec(name)?.[1]?.toLowerCase();
  const found = named ?? detect(text.slice(0, 5_000), { only: [...languages] });
  return languages.find((language) => language === found) ?? fallback;
}

/** Headings of Markdown (`#` … `######`), outside of code blocks; each section carries those above it. */
function cutByHeadings(markdown: string): Section[] {
  const sections: Section[] = [];
  const path: string[] = [];
  let lines: string[] = [];
  let inCode = false;
  const flush = () => {
    const text = lines.join('\n').trim();
    if (text) sections.push({ heading: path.filter(Boolean).join(' › '), text });
    lines = [];
  };
  for (const line of markdown.replace(/^---\n[^]*?\n---\n/, '').split('\n')) {
    if (/^\s*(```|~~~)/.test(line)) inCode = !inCode;
    const match = inCode ? null : /^(#{1,6})\s+(.+?)\s*#*$/.exec(line);
    if (!match) {
      lines.push(line);
      continue;
    }
    flush();
    path.length = match[1]!.length - 1;
    path[match[1]!.length - 1] = match[2]!.slice(0, 150);
  }
  flush();
  return sections;
}
