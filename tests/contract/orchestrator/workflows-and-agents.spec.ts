import { join } from 'node:path';
import { z } from 'zod';
import { outputContracts } from '../../../apps/agents/src/outputs/output-contracts.js';
import { outputFields } from '../../../apps/orchestrator/src/workflows/known-agents.js';
import { judgeWorkflow, readWorkflowFiles } from '../../../apps/orchestrator/src/workflows/load-workflows.js';
import { readAgentFiles } from '../../../apps/orchestrator/src/workflows/read-agent-files.js';

const apps = join(import.meta.dirname, '../../../apps');
const kinds: Record<string, string> = { string: 'string', boolean: 'boolean', number: 'number', integer: 'number' };

const schemaOf = z.object({ properties: z.record(z.string(), z.object({ type: z.string().default('') })) });

function kindsOf(contract: z.ZodObject): Record<string, string> {
  const { properties } = schemaOf.parse(z.toJSONSchema(contract));
  return Object.fromEntries(Object.entries(properties).map(([field, { type }]) => [field, kinds[type] ?? 'other']));
}

describe('workflows and agents', () => {
  it('agree on what the agents of builds hand in', () => {
    const contracts = Object.entries(outputContracts).map(([name, contract]) => [name, kindsOf(contract)] as const);
    expect(outputFields).toEqual(Object.fromEntries(contracts));
  });

  it.each(['', 'patterns'])('fit each other as they are shipped, in workflows/%s', (folder) => {
    const agents = readAgentFiles(join(apps, 'agents/agents'));
    expect(agents.get('qa')).toBe('review');
    const files = readWorkflowFiles(join(apps, 'orchestrator/workflows', folder));
    expect(files).toHaveLength(5);
    expect(files.flatMap((file) => judgeWorkflow(file, agents).problems ?? [])).toEqual([]);
  });
});
