/** Values of the environment of a process, or headers of requests. */
export type Settings = Readonly<Record<string, string>>;

export type McpTarget =
  | { kind: 'stdio'; command: string; args: readonly string[]; env: Settings; cwd?: string }
  | { kind: 'http'; url: string; headers: Settings };

/** What takes an effect back: a tool of the same server, and its arguments with places for those of the effect. */
export interface Compensation {
  undo?: string;
  arguments?: Readonly<Record<string, unknown>>;
  /** Argument of the tool that takes the idempotency key: a repeat is then known to be harmless. */
  key?: string;
}

/** Where a tool takes the files of the build: Parley fills them in, the model never writes them. */
export interface WorkspaceArgument {
  /** Path of the argument, such as files or params.directory. */
  argument: string;
  /** `list`: [{path, content}]; `directory`: a folder on this machine for the time of the call. */
  as: 'list' | 'directory';
}

/** One configured server, with all variables filled in. */
export interface McpServer {
  name: string;
  target: McpTarget;
  /** By phone number id: what takes the place of the target's env or headers. */
  tenants: ReadonlyMap<string, Settings>;
  timeoutMs: number;
  connectMs: number;
  atOnce: number;
  outputBytes: number;
  /** Tools that change nothing, whatever they say of themselves. */
  reads: ReadonlySet<string>;
  effects: ReadonlyMap<string, Compensation>;
  workspace: ReadonlyMap<string, WorkspaceArgument>;
  /** Values that came from the environment: they appear nowhere. */
  secrets: readonly string[];
}

export type McpServers = ReadonlyMap<string, McpServer>;

export const MCP_SERVERS = Symbol('mcp servers');
