import { z } from 'zod';
import type { AgentCatalogue, AgentDefinition } from '../catalogue/agent-catalogue.js';
import { defineTool, type Tool } from './tool.js';
import { ToolRegistry } from './tool-registry.js';

const tool = (name: string, more: Partial<Tool> = {}): Tool =>
  defineTool({
    name,
    description: `${name} things`,
    input: z.strictObject({ id: z.int().min(1).max(9).describe('Which one'), words: z.string().max(20).default('') }),
    effect: 'read',
    run: async () => ({ content: name }),
    ...more,
  });
const agents = (...tools: string[]): AgentCatalogue =>
  new Map([['shop', { name: 'shop', tools } as unknown as AgentDefinition]]);
const registry = (tools: Tool[], catalogue: AgentCatalogue) => new ToolRegistry([{ tools: () => tools }], catalogue);

describe(ToolRegistry.name, () => {
  it('gives an agent the tools that its file names, in an order that no file changes', () => {
    const tools = [tool('b_tool'), tool('a_tool'), tool('other')];
    const one = registry(tools, agents('b_tool', 'a_tool')).of('shop');
    const other = registry(tools.toReversed(), agents('a_tool', 'b_tool', 'a_tool')).of('shop');
    expect([...one.tools.keys()]).toEqual(['a_tool', 'b_tool']);
    expect(JSON.stringify(other.specs)).toBe(JSON.stringify(one.specs));
    expect(registry(tools, agents()).of('shop').specs).toEqual([]);
    expect(registry(tools, agents()).of('nobody').specs).toEqual([]);
  });

  it('tells the model what a tool takes', () => {
    const { specs } = registry([tool('look')], agents('look')).of('shop');
    expect(specs).toEqual([
      {
        name: 'look',
        description: 'look things',
        input_schema: {
          type: 'object',
          properties: {
            id: { type: 'integer', minimum: 1, maximum: 9, description: 'Which one' },
            words: { type: 'string', maxLength: 20, default: '' },
          },
          required: ['id'],
          additionalProperties: false,
        },
      },
    ]);
  });

  it.each<[string, Tool[], string[], RegExp]>([
    ['an agent names a tool that nobody has', [tool('look')], ['look', 'leap'], /shop\.agent\.md: .*leap/],
    ['two tools have one name', [tool('look'), tool('look')], [], /look: two tools/],
    ['a name is none', [tool('Look!')], [], /Look!: expected a name/],
    ['what must be confirmed has no question', [tool('pay', { effect: 'confirmed' })], [], /pay: .*summary/],
  ])('does not start when %s', (_, tools, named, message) => {
    expect(() => registry(tools, agents(...named))).toThrow(message);
  });
});
