import { z } from 'zod';
import type { Tool } from './tool.js';
import { ToolError } from './tool-error.js';

/**
 * Arguments as the tool may have them: fitting its schema, and of characters that can be stored.
 * @throws ToolError bad_arguments that says what is wrong, for the model
 */
export function checkArguments({ input }: Pick<Tool, 'input'>, given: unknown): Record<string, unknown> {
  const parsed = input.safeParse(clean(given, 0));
  if (parsed.success) return parsed.data;
  throw new ToolError('bad_arguments', z.prettifyError(parsed.error).slice(0, 1_000));
}

const deepest = 16;

function clean(value: unknown, depth: number): unknown {
  if (depth > deepest) return null; // no schema is this deep
  if (typeof value === 'string') return value.replaceAll('\0', '').toWellFormed();
  if (Array.isArray(value)) return value.map((item) => clean(item, depth + 1));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, clean(item, depth + 1)]));
}
