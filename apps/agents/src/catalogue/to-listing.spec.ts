import { join } from 'node:path';
import { loadAgents } from './load-agents.js';
import { toListing } from './to-listing.js';

describe(toListing, () => {
  const catalogue = loadAgents(join(import.meta.dirname, '../../agents'));
  const version = (...args: Parameters<typeof toListing>) => toListing(...args).catalogueVersion;

  it('lists what choosing among agents needs, in one order', () => {
    const { agents } = toListing(catalogue);
    expect(agents.map(({ name }) => name)).toEqual([...catalogue.keys()].sort());
    const concierge = agents.find(({ name }) => name === 'concierge')!;
    expect(concierge.examples).toContainEqual({ language: 'pt', text: 'o que você faz' });
  });

  it('has the same version for the same agents, whatever their order', () => {
    expect(version(new Map([...catalogue].reverse()))).toBe(version(catalogue));
  });

  it('has another version when a hint, an example or the agents of a number change', () => {
    const concierge = catalogue.get('concierge')!;
    const versions = [
      version(catalogue),
      version(catalogue, [{ phoneNumberId: '1', agents: ['concierge'] }]),
      version(new Map([...catalogue, ['concierge', { ...concierge, not_when: 'Never.' }]])),
      version(new Map([...catalogue, ['concierge', { ...concierge, examples: { es: ['hey'], en: [], pt: [] } }]])),
    ];
    expect(new Set(versions).size).toBe(versions.length);
  });
});
