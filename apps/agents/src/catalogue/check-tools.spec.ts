import type { AgentCatalogue } from './agent-catalogue.js';
import { checkTools } from './check-tools.js';

describe(checkTools, () => {
  const known = (...names: string[]) => new Map(names.map((name) => [name, { isForBuilds: name === 'write_file' }]));
  const agent = (name: string, tools: string[]) => ({
    name,
    tools,
    description: 'Helps.',
    model: 'standard' as const,
    effort: 'low' as const,
    read_only: false,
    use_when: '',
    not_when: '',
    examples: { es: [], en: [], pt: [] },
    limits: { max_tokens: 4000, timeout_s: 60 },
    system: [],
  });
  const catalogue: AgentCatalogue = new Map([
    ['shop', agent('shop', ['find_products', 'fly'])],
    ['desk', agent('desk', ['swim'])],
  ]);

  it('names every agent and every tool that is missing', () => {
    expect(() => checkTools(catalogue, known('find_products'))).toThrow(
      /shop\.agent\.md: tools: .* fly\n.*desk\.agent\.md: tools: .* swim/,
    );
  });

  it('accepts tools that exist', () => {
    expect(() => checkTools(catalogue, known('find_products', 'fly', 'swim', 'more'))).not.toThrow();
  });

  it('gives the files of a build to agents with an output only', () => {
    const clerk = agent('clerk', ['write_file']);
    expect(() => checkTools(new Map([['clerk', clerk]]), known('write_file'))).toThrow(
      /clerk\.agent\.md: .*write_file/,
    );
    expect(() => checkTools(new Map([['clerk', { ...clerk, output: 'files' }]]), known('write_file'))).not.toThrow();
  });
});
