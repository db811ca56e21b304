import { Inject, Injectable } from '@nestjs/common';
import { z } from 'zod';
import { ConfigError } from '#libs/config';
import type { ModelTool } from '#libs/llm';
import { AGENT_CATALOGUE, type AgentCatalogue } from '../catalogue/agent-catalogue.js';
import { checkTools } from '../catalogue/check-tools.js';
import { type Tool, TOOL_SOURCES, type ToolSource } from './tool.js';

export interface Toolbox {
  tools: ReadonlyMap<string, Tool>;
  /** The same objects in the same order for every run, so that the prompt's cache holds. */
  specs: readonly ModelTool[];
}

const namePattern = /^[a-z][a-z0-9_]{1,63}$/;
const empty: Toolbox = { tools: new Map(), specs: [] };

/** All tools, and those of each agent. */
@Injectable()
export class ToolRegistry {
  private readonly tools = new Map<string, Tool>();
  private readonly boxes = new Map<string, Toolbox>();

  /** @throws ConfigError with every tool that is no tool, and every name in an agent's file that no tool has */
  constructor(@Inject(TOOL_SOURCES) sources: readonly ToolSource[], @Inject(AGENT_CATALOGUE) agents: AgentCatalogue) {
    const problems = sources.flatMap((source) => source.tools()).flatMap((tool) => this.add(tool));
    if (problems.length > 0) throw new ConfigError(`Bad tools:\n${problems.map((line) => `  - ${line}`).join('\n')}`);
    checkTools(agents, this.tools);
    for (const { name, tools } of agents.values()) if (tools.length > 0) this.boxes.set(name, this.boxOf(tools));
  }

  find(name: string): Tool | undefined {
    return this.tools.get(name);
  }

  of(agent: string): Toolbox {
    return this.boxes.get(agent) ?? empty;
  }

  private add(tool: Tool): string[] {
    if (!namePattern.test(tool.name)) return [`${tool.name}: expected a name like ${namePattern.source}`];
    if (this.tools.has(tool.name)) return [`${tool.name}: two tools have this name`];
    if (tool.effect === 'confirmed' && !tool.summarise) return [`${tool.name}: it is confirmed and has no summary`];
    this.tools.set(tool.name, tool);
    return [];
  }

  private boxOf(names: readonly string[]): Toolbox {
    const tools = [...new Set(names)].sort().map((name) => this.tools.get(name)!);
    return { tools: new Map(tools.map((tool) => [tool.name, tool])), specs: tools.map(toSpec) };
  }
}

function toSpec({ name, description, input }: Tool): ModelTool {
  const { $schema: _, ...schema } = z.toJSONSchema(input, { target: 'draft-7', io: 'input' });
  return { name, description, input_schema: { ...schema, type: 'object' } };
}
