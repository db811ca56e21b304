import type { AgentCatalogue } from './agent-catalogue.js';
import { checkTools } from './check-tools.js';

describe(checkTools, () => {
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
    expect(() => checkTools(catalogue, ['find_products'])).toThrow(
      /shop\.agent\.md: tools: .* fly\n.*desk\.agent\.md: tools: .* swim/,
    );
  });

  it('accepts tools that exist', () => {
    expect(() => checkTools(catalogue, ['find_products', 'fly', 'swim', 'more'])).not.toThrow();
  });
});
