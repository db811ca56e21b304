import type { Rendered } from './rendered.ts';
import { availabilityRules } from './rules/availability.rules.ts';
import { networkingRules } from './rules/networking.rules.ts';
import { operationsRules } from './rules/operations.rules.ts';
import { probeRules } from './rules/probes.rules.ts';
import { configurationRules, securityRules } from './rules/security.rules.ts';
import { workloadRules } from './rules/workload.rules.ts';
import { renderAll } from './value-sets.ts';
import { withTools } from './with-tools.ts';

const ifBoth = await withTools('helm', 'kustomize');

const RULES = [
  ...workloadRules,
  ...probeRules,
  ...availabilityRules,
  ...networkingRules,
  ...securityRules,
  ...operationsRules,
  ...configurationRules,
];

/** Lines that rendered objects cannot show, and where they are shown. */
const ELSEWHERE: Record<number, string> = {
  16: 'SIGTERM reaches node, which ends before the grace: needs a running container; the process itself is tested in tests/resilience',
  28: 'age and grace of connections: the servers have them from the table of edges, tested in libs/grpc/src/server-options.spec.ts',
  41: 'strict values: values.spec.ts',
};

describe('what every overlay and every set of values must hold', () => {
  let all: Rendered[] = [];
  beforeAll(async () => {
    if (ifBoth === it) all = await renderAll();
  });

  it('names every line of the list once', () => {
    const lines = [...RULES.map(({ line }) => line), ...Object.keys(ELSEWHERE).map(Number)].sort((a, b) => a - b);
    expect(lines).toEqual(Array.from({ length: 46 }, (_, index) => index + 1));
  });

  describe.each(RULES)('$line: $says', (rule) => {
    ifBoth('holds everywhere', () => {
      expect(all).toHaveLength(8);
      const problems = all.flatMap((rendered) => rule.check(rendered).map((problem) => `${rendered.name}: ${problem}`));
      expect(problems).toEqual([]);
    });

    ifBoth('sees it when it does not', () => {
      const spoilt = all.find(({ name }) => name === 'overlay prod')!.copy();
      rule.spoil(spoilt);
      expect(rule.check(spoilt)).not.toEqual([]);
    });
  });

  describe('shown elsewhere', () => {
    for (const [line, where] of Object.entries(ELSEWHERE)) it.skip(`${line}: ${where}`, () => undefined);
  });
});
