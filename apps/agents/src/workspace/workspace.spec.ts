import { createHash } from 'node:crypto';
import { checkPath } from './check-path.js';
import type { FileEntry } from './file-entry.js';
import { Workspace, type WorkspaceOptions } from './workspace.js';
import { workspaceLimits } from './workspace-limits.js';

const sha256 = (data: Buffer) => createHash('sha256').update(data).digest('hex');

describe(Workspace.name, () => {
  let stored: Map<string, Buffer>;
  let reads: string[][];

  beforeEach(() => {
    stored = new Map();
    reads = [];
  });

  const blobs = {
    read: async (hashes: readonly string[]) => {
      reads.push([...hashes]);
      return new Map(hashes.flatMap((hash) => (stored.has(hash) ? [[hash, stored.get(hash)!] as const] : [])));
    },
  };
  const entry = (path: string, text: string): FileEntry => {
    const data = Buffer.from(text);
    stored.set(sha256(data), data);
    return { path, sha256: sha256(data), size: data.length };
  };
  const open = (files: FileEntry[] = [], options: Partial<WorkspaceOptions> = {}) =>
    new Workspace(files, { blobs, writes: ['**'], ...options });
  const codeOf = async (work: () => unknown): Promise<unknown> => {
    try {
      return await work();
    } catch (error) {
      return (error as { code: string }).code;
    }
  };

  it('lays what a run writes over what was there, and leaves that as it was', async () => {
    const before = [entry('index.html', 'old'), entry('styles.css', 'body{}')];
    const workspace = open(before);
    workspace.write('index.html', 'new');
    workspace.write('images/logo.svg', '<svg/>');
    workspace.delete('styles.css');
    expect(workspace.manifest().map(({ path }) => path)).toEqual(['images/logo.svg', 'index.html']);
    await expect(workspace.read('index.html')).resolves.toBe('new');
    await expect(open(before).read('index.html')).resolves.toBe('old');
  });

  it('keeps for storing what is new and still there', () => {
    const workspace = open([entry('index.html', 'old')]);
    workspace.write('index.html', 'first');
    workspace.write('index.html', 'second');
    workspace.write('gone.css', 'x');
    workspace.delete('gone.css');
    expect([...workspace.changes().values()].map(String)).toEqual(['second']);
  });

  it('reads the bytes of many files at once, and none of them twice', async () => {
    const workspace = open([entry('a.html', 'a'), entry('b.html', 'b'), entry('c.html', 'a')]);
    expect([...(await workspace.texts()).values()]).toEqual(['a', 'b', 'a']);
    await workspace.read('a.html');
    expect(reads).toEqual([[sha256(Buffer.from('a')), sha256(Buffer.from('b'))]]);
  });

  it('has another digest when a file has changed, and the same when it is as before', () => {
    const workspace = open([entry('a.html', 'a')]);
    const first = workspace.digest();
    workspace.write('a.html', 'b');
    expect(workspace.digest()).not.toBe(first);
    workspace.write('a.html', 'a');
    expect(workspace.digest()).toBe(first);
  });

  it('replaces a text that stands there exactly once', async () => {
    const workspace = open([entry('a.css', 'a{color:$1}b{}')]);
    await workspace.patch('a.css', '$1', "$& $' red");
    await expect(workspace.read('a.css')).resolves.toBe("a{color:$& $' red}b{}");
    await expect(codeOf(() => workspace.patch('a.css', 'green', ''))).resolves.toBe('not_found');
    await expect(codeOf(() => workspace.patch('a.css', '{', ''))).resolves.toBe('ambiguous');
    workspace.write('b.css', 'aaa');
    await expect(codeOf(() => workspace.patch('b.css', 'aa', ''))).resolves.toBe('ambiguous');
  });

  it('lets a phase write its own paths only, and read all', async () => {
    const workspace = open([entry('styles.css', 'x')], { writes: ['*.html', 'assets/**'] });
    workspace.write('index.html', 'x');
    workspace.write('assets/deep/logo.svg', 'x');
    for (const work of [
      () => workspace.write('styles.css', 'x'),
      () => workspace.write('pages/a.html', 'x'),
      () => workspace.patch('styles.css', 'x', 'y'),
      () => workspace.delete('styles.css'),
    ])
      await expect(codeOf(work)).resolves.toBe('not_yours');
    await expect(workspace.read('styles.css')).resolves.toBe('x');
    await expect(codeOf(() => open([], { writes: [] }).write('a.html', 'x'))).resolves.toBe('not_yours');
  });

  it('knows a path by its normal form', async () => {
    const workspace = open();
    workspace.write('jamo\u0301n.html', 'x');
    expect(workspace.manifest()[0]!.path).toBe('jam\u00f3n.html');
    await expect(workspace.read('jamo\u0301n.html')).resolves.toBe('x');
  });

  it('has no two files that differ in capitals only', async () => {
    const workspace = open([entry('Index.html', 'x')]);
    await expect(codeOf(() => workspace.write('index.html', 'y'))).resolves.toBe('bad_path');
    expect(() => open([entry('a.html', 'x'), entry('A.html', 'x')])).toThrow('capitals');
  });

  it('has no file that is a folder as well', async () => {
    const workspace = open([entry('a.html', 'x'), entry('b.html/c.html', 'x')]);
    await expect(codeOf(() => workspace.write('a.html/d.html', 'y'))).resolves.toBe('bad_path');
    await expect(codeOf(() => workspace.write('b.html', 'y'))).resolves.toBe('bad_path');
    workspace.write('a.html.txt', 'y'); // the control
  });

  it('keeps no version that nothing has any more, and reads again what comes back', async () => {
    const workspace = open([entry('a.html', 'old'), entry('b.html', 'old')]);
    await workspace.read('a.html');
    workspace.write('a.html', 'new');
    await workspace.read('b.html'); // another file has it still
    workspace.write('b.html', 'new');
    workspace.delete('a.html');
    expect([...workspace.changes().values()].map(String)).toEqual(['new']);
    workspace.write('b.html', 'old');
    expect([...workspace.changes().values()].map(String)).toEqual(['old']);
    await expect(workspace.read('b.html')).resolves.toBe('old');
    expect(reads).toHaveLength(1);
  });

  it('is bounded: one file, all files, their number', async () => {
    const { fileBytes, totalBytes, files } = workspaceLimits;
    const workspace = open();
    await expect(codeOf(() => workspace.write('a.txt', 'x'.repeat(fileBytes + 1)))).resolves.toBe('too_large');
    await expect(codeOf(() => workspace.write('a.txt', 'ñ'.repeat(fileBytes / 2 + 1)))).resolves.toBe('too_large');
    for (let n = 0; n < totalBytes / fileBytes; n += 1) workspace.write(`${n}.txt`, 'x'.repeat(fileBytes));
    await expect(codeOf(() => workspace.write('more.txt', 'x'))).resolves.toBe('too_large');
    workspace.write('0.txt', 'x'); // smaller than before: there is room again
    workspace.write('more.txt', 'x');
    const many = open();
    for (let n = 0; n < files; n += 1) many.write(`${n}.txt`, 'x');
    await expect(codeOf(() => many.write('more.txt', 'x'))).resolves.toBe('too_many');
    many.write('0.txt', 'y');
  });

  it('shows and changes no picture as if it were a text', async () => {
    const workspace = open([entry('photo.jpg', 'binary')]);
    await expect(codeOf(() => workspace.read('photo.jpg'))).resolves.toBe('not_text');
    await expect(codeOf(() => workspace.write('photo.jpg', 'x'))).resolves.toBe('not_text');
    expect((await workspace.contents()).get('photo.jpg')).toEqual(Buffer.from('binary'));
  });

  it('refuses what must not stand in a file, also when a patch would put it together', async () => {
    const refuse = (text: string) => (text.includes('secret') ? 'Leave it out.' : undefined);
    const workspace = open([], { refuse });
    workspace.write('a.html', 'se-cret');
    await expect(codeOf(() => workspace.patch('a.html', '-', ''))).resolves.toBe('content_refused');
  });
});

describe(checkPath, () => {
  it.each(['index.html', 'assets/img/logo.svg', 'menú.html', 'a-b_c.1.css', 'site.webmanifest', 'PHOTO.JPG'])(
    'takes %s',
    (path) => {
      expect(checkPath(path).path).toBe(path);
    },
  );

  it.each([
    '',
    '/',
    '/etc/passwd.txt',
    '../../etc/passwd',
    'a/../b.html',
    './a.html',
    'a//b.html',
    'a/',
    '.env',
    '.git/config.txt',
    'a/.htaccess.txt',
    'a\\b.html',
    'C:\\a.html',
    'a b.html',
    'a\0.html',
    'a\n.html',
    'a%2e%2e/b.html',
    'a.php',
    'a.exe',
    'noextension',
    `${'a'.repeat(200)}.html`,
    `${'a/'.repeat(8)}b.html`,
    '<b>.html',
    '‮.html',
  ])('refuses %j and says why', (path) => {
    expect(checkPath(path).path).toBeUndefined();
    expect(checkPath(path).problem).toMatch(/\w/);
  });
});
