/** What an agent's file allows of a server: one tool, or all of them with `*`. */
export interface McpGrant {
  server: string;
  tool: string;
}

/** In the front matter: `mcp:<server>:<tool>` or `mcp:<server>:*`. */
export const grantPattern = /^mcp:([a-z][a-z0-9-]{0,31}):(\*|[a-zA-Z0-9_./-]{1,128})$/;

export function toGrant(name: string): McpGrant | undefined {
  const [, server, tool] = grantPattern.exec(name) ?? [];
  return server && tool ? { server, tool } : undefined;
}
