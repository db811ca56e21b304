import { buildSite, type Wish } from './building.stage.js';
import { isDarkPalette } from './design/make-palette.js';
import type { Design } from './design/design.js';

const sol: Wish = { request: 'build me a landing page for a bakery called Sol', language: 'en' };

/** Builds, then builds again on the same files with changes; the lines that differ. */
function change(changes: Wish['changes'], wish = sol) {
  const before = buildSite(wish);
  const after = buildSite({ ...wish, ...(changes && { changes }) }, new Map(before));
  const paths = [...new Set([...before.keys(), ...after.keys()])];
  const changed = paths.filter((path) => before.get(path) !== after.get(path)).sort();
  const gone = (path: string) => linesOnlyIn(before.get(path)!, after.get(path)!);
  const come = (path: string) => linesOnlyIn(after.get(path)!, before.get(path)!);
  return { before, after, changed, gone, come };
}

const linesOnlyIn = (text: string, other: string): string[] => {
  const known = new Set(other.split('\n'));
  return text.split('\n').filter((line) => !known.has(line));
};

describe('changes that the offline model makes', () => {
  it('makes none when none is asked for', () => {
    expect(change(undefined).changed).toEqual([]);
  });

  it.each(['make it darker', 'hazlo más oscuro', 'deixa mais escuro'])(
    'makes it darker and leaves everything else: %s',
    (wish) => {
      const { after, changed, gone } = change({ designer: [wish] });
      expect(changed).toEqual(['assets/icon.svg', 'design.json', 'index.html', 'styles.css']);
      expect(isDarkPalette((JSON.parse(after.get('design.json')!) as Design).palette)).toBe(true);
      expect(gone('index.html')).toEqual([expect.stringContaining('theme-color')]);
      expect(gone('styles.css').every((line) => /^\s*(?:--[\w-]+: #|color-scheme:)/.test(line))).toBe(true);
    },
  );

  it('makes it darker once for one wish, and again for another', () => {
    const backgroundOf = (wishes: string[]) =>
      (JSON.parse(change({ designer: wishes }).after.get('design.json')!) as Design).palette.background;
    const first = change({ designer: ['make it darker'] });
    const again = buildSite({ ...sol, changes: { designer: ['make it darker'] } }, new Map(first.after));
    expect(again).toEqual(first.after);
    expect(backgroundOf(['make it darker', 'make it darker'])).not.toBe(backgroundOf(['make it darker']));
  });

  it.each([
    ['content', 'add a contact form'],
    ['frontend', 'add a contact form'],
    ['content', 'añade un formulario de contacto'],
    ['frontend', 'adicione um formulário de contato'],
  ] as const)('adds a contact form to the work of %s and takes nothing away: %s', (who, wish) => {
    const { after, changed, gone } = change({ [who]: [wish] });
    expect(changed).toEqual(expect.arrayContaining(['app.js', 'index.html', 'styles.css']));
    expect(changed).not.toContain('design.json');
    const html = after.get('index.html')!;
    expect(html.match(/<form/g)).toHaveLength(1);
    expect(html).toMatch(/<label for="contact-form-email">/);
    expect([...gone('index.html'), ...gone('styles.css'), ...gone('app.js')]).toEqual([]);
  });

  it.each(['make the title blue', 'pon el título en azul', 'deixa o título azul'])(
    'colours the title and nothing else: %s',
    (wish) => {
      const { changed, gone, come } = change({ frontend: [wish] });
      expect(changed).toEqual(['styles.css']);
      expect(gone('styles.css')).toEqual([expect.stringMatching(/^  --title: var\(--(?:text|on-banner)\);$/)]);
      const [, red, , blue] = /--title: #(..)(..)(..);/
        .exec(come('styles.css').join())!
        .map((part) => parseInt(part, 16));
      expect(blue!).toBeGreaterThan(red!);
    },
  );

  it.each(['change the name to Luna', 'cambia el nombre a Luna', 'muda o nome para Luna'])(
    'changes the name everywhere it stands, and no other word: %s',
    (wish) => {
      const { before, after, changed } = change({ content: [wish] });
      expect(changed).toEqual(['assets/icon.svg', 'content.json', 'index.html']);
      expect(after.get('index.html')).not.toMatch(/\bSol\b/);
      const renamed = before
        .get('index.html')!
        .replace(/\bSol\b/g, 'Luna')
        .replace('>S</span>', '>L</span>');
      expect(after.get('index.html')).toBe(renamed);
    },
  );

  it('puts opening hours in the place of the missing ones', () => {
    const { after, changed, gone } = change({
      content: ['add opening hours: Monday to Friday 9:00-18:00, Saturday 10:00-14:00'],
    });
    expect(changed).toEqual(['content.json', 'index.html']);
    const html = after.get('index.html')!;
    expect(html).toContain('<tr><th scope="row">Monday to Friday</th><td>9:00-18:00</td></tr>');
    expect(html).toContain('<tr><th scope="row">Saturday</th><td>10:00-14:00</td></tr>');
    expect(gone('index.html').every((line) => /to be filled in|times are not in yet/.test(line))).toBe(true);
  });

  it('makes one change after another, each on top of those before', () => {
    const first = change({ content: ['add a contact form'] }).after;
    const second = buildSite(
      {
        ...sol,
        changes: { content: ['add a contact form'], designer: ['make it darker'], frontend: ['make the title blue'] },
      },
      new Map(first),
    );
    const third = buildSite(
      {
        ...sol,
        changes: {
          content: ['add a contact form', 'change the name to Luna'],
          designer: ['make it darker'],
          frontend: ['make the title blue'],
        },
      },
      new Map(second),
    );
    expect(third.get('index.html')).toMatch(/Luna[^]*<form/);
    expect(third.get('styles.css')).toBe(second.get('styles.css'));
    expect(third.get('design.json')).toBe(second.get('design.json'));
  });

  it('leaves everything as it is when it does not understand', () => {
    expect(change({ content: ['xyzzy'], designer: ['plugh'], frontend: ['frobnicate the quux'] }).changed).toEqual([]);
  });
});
