import {
  existsSync,
  lstatSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Workspace } from '../workspace/workspace.js';
import { withWorkspace } from './workspace-argument.js';

const directory = { argument: 'params.directory', as: 'directory' } as const;
const folderOf = ({ params }: Record<string, unknown>) => (params as { directory: string }).directory;

describe(withWorkspace, () => {
  let elsewhere: string;
  let workspace: Workspace;

  beforeEach(() => {
    elsewhere = mkdtempSync(join(tmpdir(), 'elsewhere-'));
    writeFileSync(join(elsewhere, 'private.txt'), 'mine');
    workspace = new Workspace([], { blobs: { read: async () => new Map() }, writes: ['**'] });
    workspace.write('index.html', '<h1>Sol</h1>');
    workspace.write('images/logo.svg', elsewhere); // words that name a place are only words
  });
  afterEach(() => rmSync(elsewhere, { recursive: true }));

  it('gives a server a folder of files for the time of the call, and no link', async () => {
    const folder = await withWorkspace(directory, { params: { site: 'sol' } }, workspace, async (filled) => {
      const given = folderOf(filled);
      const entries = readdirSync(given, { recursive: true }).map(String).sort();
      expect(entries).toEqual(['images', 'images/logo.svg', 'index.html']);
      expect(entries.filter((entry) => lstatSync(join(given, entry)).isSymbolicLink())).toEqual([]);
      expect(readFileSync(join(given, 'images/logo.svg'), 'utf8')).toBe(elsewhere);
      expect(filled).toMatchObject({ params: { site: 'sol' } });
      return given;
    });
    expect(existsSync(folder)).toBe(false);
  });

  it('removes a link that a server left there, and nothing behind it', async () => {
    const folder = await withWorkspace(directory, {}, workspace, async (filled) => {
      symlinkSync(elsewhere, join(folderOf(filled), 'link'));
      expect(readFileSync(join(folderOf(filled), 'link/private.txt'), 'utf8')).toBe('mine'); // it would have led there
      return folderOf(filled);
    });
    expect(existsSync(folder)).toBe(false);
    expect(readFileSync(join(elsewhere, 'private.txt'), 'utf8')).toBe('mine');
  });

  it('leaves no folder behind when the call fails', async () => {
    let folder = '';
    const failing = withWorkspace(directory, {}, workspace, async (filled) => {
      folder = folderOf(filled);
      throw new Error('the server died');
    });
    await expect(failing).rejects.toThrow('the server died');
    expect([folder !== '', existsSync(folder)]).toEqual([true, false]);
  });
});
