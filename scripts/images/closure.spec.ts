import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { closureOfLibs } from './closure-of-libs.ts';
import { closureOfPackages } from './closure-of-packages.ts';

describe('what an image holds', () => {
  const dist = mkdtempSync(join(tmpdir(), 'dist-'));
  const write = (path: string, text: string): void => {
    mkdirSync(dirname(join(dist, path)), { recursive: true });
    writeFileSync(join(dist, path), text);
  };
  afterAll(() => rmSync(dist, { recursive: true }));

  it('is the libs and packages that its code can load, resolved ones too, and no others', () => {
    write('apps/agents/src/main.js', `import { a } from '#libs/first';\nresolve('axe-core/axe.min.js');`);
    write('apps/notifier/src/main.js', `import 'pg';`);
    write('libs/first/src/index.js', `export * from './deeper/file.js';`);
    write('libs/first/src/deeper/file.js', `import "#libs/second";`);
    write('libs/second/src/index.js', `import { x } from '@scope/name/sub';`);
    write('libs/third/src/index.js', `import 'typeorm';`);
    const known = ['axe-core', '@scope/name', '@scope/nam', 'pg', 'typeorm'];
    expect(closureOfLibs(dist, 'agents', known)).toEqual({
      libs: ['first', 'second'],
      packages: ['@scope/name', 'axe-core'],
    });
  });

  it('is what packages need, found where Node would find it', () => {
    const installed = {
      'node_modules/a': { dependencies: { b: '1' }, optionalDependencies: { gone: '1', small: '1' } },
      'node_modules/a/node_modules/b': {
        peerDependencies: { peer: '1', rare: '1' },
        peerDependenciesMeta: { rare: { optional: true } },
      },
      'node_modules/b': {},
      'node_modules/peer': {},
      'node_modules/rare': {},
      'node_modules/small': { dependencies: { a: '1' } },
    };
    const folders = ['node_modules/a', 'node_modules/a/node_modules/b', 'node_modules/peer', 'node_modules/small'];
    expect(closureOfPackages(installed, ['a'])).toEqual(folders);
  });

  it('is refused when something that is needed is not there', () => {
    expect(() => closureOfPackages({ 'node_modules/a': { dependencies: { b: '1' } } }, ['a'])).toThrow('needs b');
  });
});
