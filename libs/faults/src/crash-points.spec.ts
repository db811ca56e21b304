import { readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { crashPoints } from './crash-points.js';

const root = fileURLToPath(new URL('../../../', import.meta.url));
const apps: Record<string, string> = { gw: 'gateway', or: 'orchestrator', ag: 'agents', no: 'notifier' };

interface Call {
  file: string;
  /** Undefined when the argument is not a literal. */
  point?: string;
}

/** Every call of crashPoint in the sources, comments and the definition left out. */
const calls = ['apps', 'libs'].flatMap((folder) =>
  readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
    .filter((path) => path.endsWith('.ts') && !path.endsWith('.spec.ts') && !path.includes('node_modules'))
    .map((path) => join(root, folder, path))
    .filter((path) => !path.startsWith(join(root, 'libs/faults')))
    .flatMap((path) => findCalls(readFileSync(path, 'utf8'), relative(root, path))),
);

function findCalls(source: string, file: string): Call[] {
  const code = source.replaceAll(/\/\*[^]*?\*\/|\/\/.*/g, '');
  return [...code.matchAll(/\bcrashPoint\(\s*(?:['"`]([^'"`$]*)['"`])?/g)].map(([, point]) => ({ file, point }));
}

describe('the crash points in the sources', () => {
  it('are found by this spec: the control for the others', () => {
    const source = `crashPoint('a'); // crashPoint('b')\n/* crashPoint('c') */ crashPoint(\n  'd',\n); crashPoint(name);`;
    expect(findCalls(source, 'x.ts').map(({ point }) => point)).toEqual(['a', 'd', undefined]);
  });

  it('are named by literals, so that they can be found', () => {
    expect(calls.filter(({ point }) => point === undefined)).toEqual([]);
  });

  it('are all on the list', () => {
    expect(calls.filter(({ point }) => !crashPoints.some((known) => known === point))).toEqual([]);
  });

  it('are on the list once', () => {
    expect(new Set(crashPoints).size).toBe(crashPoints.length);
  });

  it('cover the list: a point that nobody passes cannot be tried', () => {
    const passed = new Set(calls.map(({ point }) => point));
    expect(crashPoints.filter((point) => !passed.has(point))).toEqual([]);
  });

  it('stand in the service that their name says', () => {
    const strayed = calls.filter(({ file, point }) => !file.startsWith(`apps/${apps[point?.split('.')[0] ?? '']}/`));
    expect(strayed).toEqual([]);
  });
});
