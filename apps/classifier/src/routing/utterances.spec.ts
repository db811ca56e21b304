import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ConfigError } from '#libs/config';
import { isHeldOut, readUtterances } from './utterances.js';

describe(readUtterances, () => {
  let folder: string;
  const problems = () => {
    try {
      readUtterances(folder);
      return '';
    } catch (error) {
      expect(error).toBeInstanceOf(ConfigError);
      return (error as ConfigError).message;
    }
  };

  beforeEach(() => (folder = mkdtempSync(join(tmpdir(), 'utterances-'))));
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  it('reads every file of a language', () => {
    writeFileSync(join(folder, 'es.jsonl'), '{"intent":"smalltalk","text":"hola"}\n\n');
    writeFileSync(join(folder, 'pt.jsonl'), '{"intent":"support","text":"quebrou"}');
    expect(readUtterances(folder)).toEqual([
      { intent: 'smalltalk', text: 'hola', language: 'es' },
      { intent: 'support', text: 'quebrou', language: 'pt' },
    ]);
  });

  it('names every line that is wrong', () => {
    writeFileSync(
      join(folder, 'es.jsonl'),
      '{"intent":"dance","text":"x"}\nno json\n{"intent":"support"}\n{"intent":"support","text":"ok"}',
    );
    expect(problems()).toMatch(/es\.jsonl:1: [^]*es\.jsonl:2: [^]*es\.jsonl:3: /);
    expect(problems()).not.toContain('es.jsonl:4');
  });

  it('says when there is no folder, or nothing in it', () => {
    expect(problems()).toContain('no utterances');
    rmSync(folder, { recursive: true });
    expect(problems()).toContain('ENOENT');
  });

  it('keeps about a third for measuring, each text by itself', () => {
    const texts = Array.from({ length: 900 }, (_, index) => ({
      text: `text ${index}`,
      intent: 'unclear' as const,
      language: 'en',
    }));
    const held = texts.filter(isHeldOut);
    expect(held.length).toBeGreaterThan(250);
    expect(held.length).toBeLessThan(350);
    expect(texts.slice(450).filter(isHeldOut)).toEqual(held.filter((text) => texts.indexOf(text) >= 450));
  });
});
