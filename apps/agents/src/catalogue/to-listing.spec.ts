import { join } from 'node:path';
import { loadAgents } from './load-agents.js';
import type { AgentCatalogue, AgentDefinition } from './agent-catalogue.js';
import { type ListingFacts, toListing } from './to-listing.js';

describe(toListing, () => {
  const catalogue = loadAgents(join(import.meta.dirname, '../../agents'));
  const facts: ListingFacts = { modelOf: (alias) => `model-${alias}`, toolsOf: () => [] };
  const version = (agents: AgentCatalogue, more: Partial<ListingFacts> = {}) =>
    toListing(agents, { ...facts, ...more }).catalogueVersion;
  const hashOf = (agent: AgentDefinition, more: Partial<ListingFacts> = {}) =>
    toListing(new Map([[agent.name, agent]]), { ...facts, ...more }).agents[0]!.definitionHash;

  it('lists what choosing among agents needs, in one order', () => {
    const { agents } = toListing(catalogue, facts);
    expect(agents.map(({ name }) => name)).toEqual([...catalogue.keys()].sort());
    const concierge = agents.find(({ name }) => name === 'concierge')!;
    expect(concierge.examples).toContainEqual({ language: 'pt', text: 'o que você faz' });
  });

  it('has the same version for the same agents, whatever their order', () => {
    expect(version(new Map([...catalogue].reverse()))).toBe(version(catalogue));
  });

  it('has another version when a hint, an example, the agents of a number or its business change', () => {
    const concierge = catalogue.get('concierge')!;
    const versions = [
      version(catalogue),
      version(catalogue, { numbers: [{ phoneNumberId: '1', agents: ['concierge'] }] }),
      version(catalogue, { businesses: [{ phoneNumberId: '1', name: 'La Espiga' }] }),
      version(new Map([...catalogue, ['concierge', { ...concierge, not_when: 'Never.' }]])),
      version(new Map([...catalogue, ['concierge', { ...concierge, examples: { es: ['hey'], en: [], pt: [] } }]])),
    ];
    expect(new Set(versions).size).toBe(versions.length);
  });

  it('names the model and the output of each agent', () => {
    const clerk: AgentDefinition = { ...catalogue.get('concierge')!, name: 'clerk', output: 'plan' };
    const [agent] = toListing(new Map([['clerk', clerk]]), facts).agents;
    expect(agent).toMatchObject({ model: 'model-standard', output: 'plan' });
  });

  it('has another definition hash for whatever may change an answer, and the same for what cannot', () => {
    const concierge = catalogue.get('concierge')!;
    const tool = { name: 'look', description: 'Looks.', input_schema: { type: 'object' as const } };
    const hashes = [
      hashOf(concierge),
      hashOf({ ...concierge, system: [...concierge.system, 'More.'] }),
      hashOf({ ...concierge, effort: 'high' }),
      hashOf({ ...concierge, output: 'text' }),
      hashOf(concierge, { toolsOf: () => [tool] }),
      hashOf(concierge, { toolsOf: () => [{ ...tool, description: 'Looks twice.' }] }),
    ];
    expect(new Set(hashes).size).toBe(hashes.length);
    expect(hashes[0]).toMatch(/^[0-9a-f]{64}$/);
    expect(hashOf({ ...concierge, use_when: 'Never.' })).toBe(hashes[0]);
  });
});
