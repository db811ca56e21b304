import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { ToolError } from '../tools/tool-error.js';
import type { Workspace } from '../workspace/workspace.js';
import type { WorkspaceArgument } from './configuration/mcp-server.js';

type Values = Record<string, unknown>;

/** Fills in the files of a build for the time of `act`. */
export async function withWorkspace<T>(
  { argument, as }: WorkspaceArgument,
  given: Values,
  workspace: Workspace,
  act: (filled: Values) => Promise<T>,
): Promise<T> {
  if (as === 'list') {
    const texts = await workspace.texts();
    return act(
      put(
        given,
        argument,
        [...texts].map(([path, content]) => ({ path, content })),
      ),
    );
  }
  const folder = await mkdtemp(join(tmpdir(), 'parley-mcp-'));
  try {
    for (const [path, data] of await workspace.contents()) {
      const file = join(folder, path);
      await mkdir(dirname(file), { recursive: true });
      await writeFile(file, data);
    }
    return await act(put(given, argument, folder));
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** @throws ToolError when something else stands on the way to the place */
export function put(given: Values, path: string, value: unknown): Values {
  const [key = '', ...rest] = path.split('.');
  if (rest.length === 0) return { ...given, [key]: value };
  const inner = given[key] ?? {};
  if (typeof inner !== 'object' || Array.isArray(inner)) throw new ToolError('bad_arguments', `${key} is no object.`);
  return { ...given, [key]: put(inner as Values, rest.join('.'), value) };
}

/** The schema without an argument that the model does not write. */
export function without(schema: Values, path: string): Values {
  const [key = '', ...rest] = path.split('.');
  const properties = { ...(schema['properties'] as Values | undefined) };
  const required = Array.isArray(schema['required']) ? schema['required'].filter((name) => name !== key) : [];
  const inner = properties[key];
  if (rest.length === 0) {
    delete properties[key];
    return { ...schema, properties, required };
  }
  if (typeof inner !== 'object' || inner === null) return schema;
  return { ...schema, properties: { ...properties, [key]: without(inner as Values, rest.join('.')) } };
}
