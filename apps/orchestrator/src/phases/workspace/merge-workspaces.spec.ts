import { WorkspaceMerger } from './merge-workspaces.js';
import { toFiles, type WorkspaceFile } from './workspace.js';

const file = (path: string, content: string): WorkspaceFile => ({ path, sha256: content.padEnd(64, '0'), size: 1 });
const after = (...files: string[]) => ({ files: files.map((text) => file(text.split('=')[0]!, text.split('=')[1]!)) });
const shown = (files: Parameters<typeof toFiles>[0]) =>
  toFiles(files).map(({ path, sha256 }) => `${path}=${sha256.replace(/0+$/, '')}`);

const phases = [
  { name: 'plan', dependsOn: [] },
  { name: 'design', dependsOn: ['plan'] },
  { name: 'content', dependsOn: ['plan'] },
  { name: 'frontend', dependsOn: ['design', 'content'] },
];

describe(WorkspaceMerger, () => {
  it('brings together what parallel phases wrote', () => {
    const merger = new WorkspaceMerger(phases, {
      plan: after('p=1'),
      design: after('p=1', 'd=1'),
      content: after('p=1', 'c=1'),
    });
    expect(shown(merger.before('frontend').files)).toEqual(['c=1', 'd=1', 'p=1']);
    expect(merger.before('frontend').conflicts).toEqual([]);
  });

  it('respects what one of them deleted', () => {
    const merger = new WorkspaceMerger(phases, {
      plan: after('p=1', 'q=1'),
      design: after('q=1'),
      content: after('p=1', 'q=1'),
    });
    expect(shown(merger.before('frontend').files)).toEqual(['q=1']);
  });

  it('lets the later one in topological order win, and says so', () => {
    const outcomes = { plan: after(), content: after('x=2'), design: after('x=1') };
    const merger = new WorkspaceMerger(phases, outcomes);
    expect(shown(merger.before('frontend').files)).toEqual(['x=2']);
    expect(merger.before('frontend').conflicts).toEqual([{ path: 'x', loser: 'design', winner: 'content' }]);
  });

  it('knows no conflict between a phase and what it builds on, or where both wrote the same', () => {
    const equal = new WorkspaceMerger(phases, { plan: after('x=1'), design: after('x=2'), content: after('x=2') });
    expect(equal.before('frontend').conflicts).toEqual([]);
    const chain = new WorkspaceMerger(
      [
        { name: 'a', dependsOn: [] },
        { name: 'b', dependsOn: ['a'] },
        { name: 'c', dependsOn: ['a', 'b'] },
      ],
      {
        a: after('x=1'),
        b: after('x=2'),
      },
    );
    expect(chain.before('c')).toMatchObject({ conflicts: [] });
    expect(shown(chain.before('c').files)).toEqual(['x=2']);
  });

  it('takes a phase without an outcome for one that changed nothing', () => {
    const merger = new WorkspaceMerger(phases, { plan: after('p=1'), design: undefined, content: after('p=1', 'c=1') });
    expect(shown(merger.before('frontend').files)).toEqual(['c=1', 'p=1']);
  });

  it('goes back to a chosen version and keeps what others wrote meanwhile', () => {
    const loop = [
      { name: 'page', dependsOn: [] },
      { name: 'data', dependsOn: [] },
      { name: 'fix', dependsOn: ['page'] },
      { name: 'best', dependsOn: ['fix', 'data'], choose: [{ phase: 'page' }, { phase: 'fix' }] },
      { name: 'deploy', dependsOn: ['best'] },
    ];
    const outcomes = { page: after('i=1', 'old=1'), data: after('d=1'), fix: after('i=2', 'new=1') };
    const merger = new WorkspaceMerger(loop, outcomes);
    expect(shown(merger.before('best').files)).toEqual(['d=1', 'i=2', 'new=1']);
    const best = toFiles(merger.choose('best', 'page'));
    expect(best.map(({ path }) => path)).toEqual(['d', 'i', 'old']);
    expect(shown(new WorkspaceMerger(loop, { ...outcomes, best: { files: best } }).before('deploy').files)).toEqual([
      'd=1',
      'i=1',
      'old=1',
    ]);
  });
});
