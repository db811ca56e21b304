import { execFile } from 'node:child_process';
import { accessSync, constants, mkdirSync, rmSync } from 'node:fs';
import { homedir } from 'node:os';
import { delimiter, join } from 'node:path';
import { promisify } from 'node:util';

const run = promisify(execFile);
const MAX_OUTPUT = 64 * 1024 * 1024;

interface Tool {
  module: string;
  version: string;
  /** Built as a dependency of a module made for it. */
  isBuiltInside?: boolean;
  tags?: string;
}

/** Versions are pinned, so that two machines render the same bytes; what stands on the PATH is used only where Go is not. */
export const TOOLS = {
  helm: { module: 'helm.sh/helm/v3/cmd/helm', version: 'v3.22.0' },
  kustomize: { module: 'sigs.k8s.io/kustomize/kustomize/v5', version: 'v5.8.1' },
  kubeconform: { module: 'github.com/yannh/kubeconform/cmd/kubeconform', version: 'v0.8.0' },
  // Its go.mod replaces modules, which `go install` refuses; without the discovery of thirty clouds it is built in half the time
  promtool: {
    module: 'github.com/prometheus/prometheus/cmd/promtool',
    version: 'v0.315.0',
    isBuiltInside: true,
    tags: 'remove_all_sd',
  },
} as const satisfies Record<string, Tool>;
export type ToolName = keyof typeof TOOLS;

/** A program, or why there is none. */
export type Found = { path: string } | { missing: string };

const found = new Map<ToolName, Promise<Found>>();

/**
 * The program, built once with `go install` into the user's cache. Without Go or without a network it is one on the PATH,
 * of whatever version; else the reason why there is none.
 */
export function findTool(name: ToolName): Promise<Found> {
  const known = found.get(name) ?? search(name);
  found.set(name, known);
  return known;
}

async function search(name: ToolName): Promise<Found> {
  const tool: Tool = TOOLS[name];
  const cache = process.env['XDG_CACHE_HOME'] ?? join(homedir(), '.cache');
  const folder = join(cache, 'parley', 'tools', `${name}-${tool.version}`);
  const built = join(folder, name);
  if (isExecutable(built)) return { path: built };
  const reason = await install(folder, name, tool);
  if (isExecutable(built)) return { path: built };
  const onPath = (process.env['PATH'] ?? '')
    .split(delimiter)
    .map((place) => join(place, name))
    .find(isExecutable);
  if (onPath) return { path: onPath };
  return { missing: `${name} ${tool.version} is neither on the PATH nor could Go build it: ${reason}` };
}

/** @returns why it failed, empty when it did not */
async function install(folder: string, name: string, tool: Tool): Promise<string> {
  mkdirSync(folder, { recursive: true });
  const { module, version, isBuiltInside = false, tags = '' } = tool;
  const env = { ...process.env, GOBIN: folder, GOFLAGS: `-mod=mod -buildvcs=false -tags=${tags}` };
  const steps = isBuiltInside
    ? [
        ['mod', 'init', 'parley-tools'],
        ['get', `${module}@${version}`],
        ['build', '-o', name, module],
      ]
    : [['install', `${module}@${version}`]];
  try {
    if (isBuiltInside) rmSync(join(folder, 'go.mod'), { force: true });
    for (const step of steps) await run('go', step, { env, cwd: folder, timeout: 600_000, maxBuffer: MAX_OUTPUT });
    return '';
  } catch (error) {
    const { stderr, message } = error as { stderr?: string; message: string };
    return (stderr || message).trim().split('\n').at(-1)!.slice(0, 300);
  }
}

function isExecutable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

export interface Outcome {
  stdout: string;
  stderr: string;
  failed: boolean;
}

/** Runs it to its end, whatever that is. @throws when there is none */
export async function runTool(name: ToolName, args: string[]): Promise<Outcome> {
  const tool = await findTool(name);
  if ('missing' in tool) throw new Error(tool.missing);
  return run(tool.path, args, { timeout: 60_000, maxBuffer: MAX_OUTPUT }).then(
    ({ stdout, stderr }) => ({ stdout, stderr, failed: false }),
    (error: { stdout?: string; stderr?: string; message: string }) => ({
      stdout: error.stdout ?? '',
      stderr: error.stderr ?? error.message,
      failed: true,
    }),
  );
}
