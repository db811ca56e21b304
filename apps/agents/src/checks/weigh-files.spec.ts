import { limits } from './checks.stage.js';
import { weighFiles } from './weigh-files.js';

const empty = Buffer.alloc(0);
const index = { path: 'index.html', content: empty };

describe(weighFiles, () => {
  it('hands lawful files on', () => {
    const files = [index, { path: 'imágenes/pan de molde.png', content: empty }];
    expect(weighFiles(files, limits)).toEqual({ problems: [], inspected: files, notes: [] });
  });

  it('keeps a file of 10 MB from the other checks, and its neighbours not', () => {
    const { problems, inspected } = weighFiles([index, { path: 'big.js', content: Buffer.alloc(1e7) }], limits);
    expect(inspected).toEqual([index]);
    expect(problems.map(({ check, severity, path }) => [check, severity, path])).toEqual([
      ['size', 'high', 'big.js'],
      ['size', 'high', ''],
    ]);
  });

  it('reads nothing of a site whose lawful files are too much together', () => {
    const files = Array.from({ length: 5 }, (_, n) => ({ path: `${n}.css`, content: Buffer.alloc(450_000) }));
    const { problems, inspected, notes } = weighFiles([index, ...files], limits);
    expect([problems.length, inspected.length, notes.length]).toEqual([1, 0, 1]);
  });

  it('refuses 100,000 files at once', () => {
    const files = Array.from({ length: 100_000 }, (_, n) => ({ path: `${n}.txt`, content: empty }));
    const startedAt = performance.now();
    const { problems, inspected } = weighFiles(files, limits);
    expect(performance.now() - startedAt).toBeLessThan(50);
    expect([problems.length, inspected.length]).toEqual([1, 0]);
  });

  it.each([
    '',
    '/etc/passwd',
    '../../etc/passwd',
    'a/../b.css',
    './a.css',
    'a//b.css',
    'a/',
    'C:\\a.css',
    'a\\b.css',
    'a\0.css',
    'a\n.css',
    'a\u202e.css',
    '\ud800.css',
    'a?b.css',
    'a#b.css',
    '%2e%2e/a.css',
    'e\u0301.css',
    'x'.repeat(300),
  ])('refuses the path %j', (path) => {
    const { problems, inspected } = weighFiles([index, { path, content: empty }], limits);
    expect(inspected).toEqual([index]);
    expect(problems).toEqual([expect.objectContaining({ check: 'links', severity: 'high' })]);
  });

  it('refuses names that differ by their case alone', () => {
    const { problems, inspected } = weighFiles([index, { path: 'Index.html', content: empty }], limits);
    expect([problems.length, inspected.length]).toEqual([1, 1]);
  });
});
