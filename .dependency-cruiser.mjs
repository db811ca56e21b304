// Each tier may import the tiers before it. A lib is entered by its index; an app never imports an app; a door package
// is used only inside the lib that owns it.
const tiers = [
  ['errors'],
  ['contracts'],
  [
    'config',
    'observability',
    'redis',
    'database',
    'resilience',
    'batching',
    'faults',
    'screening',
    'signing',
    'sites',
    'texts',
  ],
  ['grpc', 'work', 'llm', 'health'],
  ['bootstrap'],
  ['testing'],
];
const inLibs = (names) => `^libs/(${names.join('|')})/`;
const rule = (name, from, to) => ({ name, severity: 'error', from, to });
const door = (library, folder) =>
  rule(
    `door-${library}`,
    { pathNot: [`^${folder}/`, '\\.(spec|stage)\\.ts$', '^tests/', '^scripts/', '^libs/testing/'] },
    { path: `node_modules/${library}/` },
  );

export default {
  forbidden: [
    // Libs of one tier may use each other where they form no cycle, which is a rule of its own.
    ...tiers.map((tier, index) =>
      rule(
        `tier-${tier[0]}`,
        { path: inLibs(tier), pathNot: '\\.(spec|stage)\\.ts$' }, // a spec may build what stands above
        {
          path: inLibs(
            tiers
              .slice(index + 1)
              .flat()
              .concat('none'),
          ),
        },
      ),
    ),
    rule(
      'stages-are-for-specs',
      { path: '^(apps|libs)/', pathNot: '\\.(spec|stage)\\.ts$' },
      { path: '\\.stage\\.ts$' },
    ),
    rule('no-cycle', {}, { circular: true }),
    rule('no-app-from-lib', { path: '^libs/' }, { path: '^apps/' }),
    rule('no-app-from-app', { path: '^apps/([^/]+)/' }, { path: '^apps/', pathNot: '^apps/$1/' }),
    rule('lib-by-index', { path: '^apps/' }, { path: '^libs/', pathNot: '^libs/[^/]+/src/index\\.ts$' }),
    rule(
      'lib-by-index-from-lib',
      { path: '^libs/([^/]+)/' },
      { path: '^libs/', pathNot: ['^libs/$1/', '^libs/[^/]+/src/index\\.ts$'] },
    ),
    rule(
      'testing-is-for-specs',
      { path: '^(apps|libs)/', pathNot: ['\\.(spec|stage)\\.ts$', '^libs/testing/'] },
      { path: '^libs/testing/' },
    ),
    door('@anthropic-ai/sdk', 'libs/llm'),
    door('ioredis', 'libs/redis'),
    door('pg', 'libs/database'),
    door('cockatiel', 'libs/resilience'),
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '/gen/' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    enhancedResolveOptions: { conditionNames: ['source', 'import', 'node', 'default'], exportsFields: ['exports'] },
  },
};
