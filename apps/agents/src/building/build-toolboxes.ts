import { Inject, Injectable } from '@nestjs/common';
import type { ModelTool } from '#libs/llm';
import { AGENT_CATALOGUE, type AgentCatalogue } from '../catalogue/agent-catalogue.js';
import { ToolRegistry } from '../tools/tool-registry.js';
import type { BuildTool } from '../workspace/build-tool.js';
import { toSubmitSpec } from './submit-result.js';

export interface BuildToolbox {
  tools: ReadonlyMap<string, BuildTool>;
  /** The same objects in the same order for every run. */
  specs: readonly ModelTool[];
}

/** What each agent can do in a build: its own tools but those that ask a person first, and handing in its result. */
@Injectable()
export class BuildToolboxes {
  private readonly boxes = new Map<string, BuildToolbox>();

  constructor(@Inject(ToolRegistry) registry: ToolRegistry, @Inject(AGENT_CATALOGUE) agents: AgentCatalogue) {
    for (const { name, output } of agents.values()) {
      const own = registry.of(name);
      const tools = new Map([...own.tools].filter(([, { effect }]) => effect !== 'confirmed')); // nobody is there to tap
      const specs = own.specs.filter((spec) => tools.has(spec.name));
      this.boxes.set(name, { tools, specs: output ? [...specs, toSubmitSpec(output)] : specs });
    }
  }

  of(agent: string): BuildToolbox {
    return this.boxes.get(agent)!;
  }
}
