import { APPS } from '../plan/service-table.ts';
import { affectedBy } from './affected-by.ts';

describe(affectedBy.name, () => {
  it.each([
    ['dist/apps/agents/src/main.js', ['agents']],
    ['dist/libs/work/src/worker.js', APPS],
    ['apps/agents/agents/concierge.md', ['agents']],
    ['apps/agents/README.md', []],
    ['apps/agents/src/main.ts', []],
    ['dist/apps/agents/src/main.js.map', []],
  ])('%s concerns %j', (path, apps) => {
    expect(affectedBy(path)).toEqual(apps);
  });
});
