import { readFiles } from './read-files.js';

const wire = (path: string, hash = 'a', size = '1') => ({ path, sha256: hash.repeat(64), size });
const given = [{ path: 'index.html', sha256: 'a'.repeat(64), size: 1 }];

describe(readFiles, () => {
  it('answers what was written and deleted', () => {
    expect(readFiles(given, [wire('app.js', 'b')], ['*.html', '*.js'])).toEqual({
      written: [{ path: 'app.js', sha256: 'b'.repeat(64), size: 1 }],
      deleted: ['index.html'],
    });
    expect(readFiles(given, [wire('index.html')], [])).toEqual({ written: [], deleted: [] });
  });

  it.each([
    ['a way up', [wire('../../etc/passwd')]],
    ['the root', [wire('/etc/passwd')]],
    ['a dot file', [wire('.env')]],
    ['a backslash', [wire('a\\b')]],
    ['a line in a path', [wire('a\nb')]],
    ['a path without end', [wire('x'.repeat(201))]],
    ['one path twice', [wire('a.js'), wire('a.js', 'b')]],
    ['a hash that is none', [wire('a.js', 'z')]],
    ['200 MB', [wire('a.js', 'b', '200000000')]],
    ['a size that is none', [wire('a.js', 'b', 'NaN')]],
    ['100,000 files', Array.from({ length: 100_000 }, (_, n) => wire(`${n}.js`))],
  ])('refuses %s', (_, files) => {
    expect(() => readFiles([], files, ['**'])).toThrow(
      expect.objectContaining({ reason: 'WORKSPACE_REFUSED' }) as Error,
    );
  });

  it('refuses what the phase may not write, and what it may not delete', () => {
    expect(() => readFiles(given, [wire('index.html', 'b')], ['*.css'])).toThrow(/may not write/);
    expect(() => readFiles(given, [], ['*.css'])).toThrow(/may not write/);
  });
});
