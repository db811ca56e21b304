// Builds what manifests are checked with, ahead of those who need it and behind everybody else who needs the processor.
import { setPriority } from 'node:os';
import { findTool, TOOLS, type ToolName } from './tools.ts';

setPriority(19);
for (const name of Object.keys(TOOLS) as ToolName[]) await findTool(name);
