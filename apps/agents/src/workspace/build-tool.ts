import type { z } from 'zod';
import type { Tool, ToolContext } from '../tools/tool.js';
import type { BuildScene } from './build-scene.js';

/** What a tool of a build knows beside whom it serves. */
export interface BuildToolContext extends ToolContext {
  scene: BuildScene;
}

export type BuildTool = Tool<z.ZodObject, BuildToolContext>;

/** A tool that only runs of builds have; the registry sees to it. */
export const defineBuildTool = <S extends z.ZodObject>(tool: Tool<S, BuildToolContext>): Tool => ({
  ...tool,
  isForBuilds: true,
});
