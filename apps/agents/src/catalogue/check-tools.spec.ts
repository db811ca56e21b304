import type { AgentCatalogue } from './agent-catalogue.js';
import { checkTools } from './check-tools.js';

describe(checkTools, () => {
  const known = (...names: string[]) =>
    new Map(
      names.map((name) => [name, { isForBuilds: name === 'write_file', isImpersonal: name === 'opening_hours' }]),
    );
  const agent = (name: string, tools: string[]) => ({
    name,
    tools,
    description: 'Helps.',
    model: 'standard' as const,
    effort: 'low' as const,
    read_only: false,
    cacheable: false,
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

  it('lets no agent share its answers that has a tool which knows whom it serves, or one of somebody else', () => {
    const desk = (tools: string[]) => new Map([['desk', { ...agent('desk', tools), cacheable: true }]]);
    const tools = known('opening_hours', 'my_orders');
    expect(() => checkTools(desk(['opening_hours']), tools)).not.toThrow();
    expect(() => checkTools(desk(['opening_hours', 'my_orders']), tools)).toThrow(
      /desk\.agent\.md: cacheable: .*my_orders/,
    );
    const granted = new Map([['desk', { ...agent('desk', []), cacheable: true, grants: [] }]]);
    expect(() => checkTools(granted, tools)).toThrow(/cacheable: not with tools of MCP/);
  });
});
