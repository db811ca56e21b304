import { AppError } from '#libs/errors';

/** JSON-RPC codes that the SDK gives for what happened on this side. */
const closed = -32_000;
const timedOut = -32_001;

/** What a server itself has answered: it works, and does not like the request. */
export class McpRefusal extends Error {
  override readonly name = 'McpRefusal';
}

/** The error of a call as the rest of the service knows errors. Texts of servers become part of a refusal only. */
export function toMcpError(thrown: unknown, server: string, fault?: string): AppError | McpRefusal {
  if (thrown instanceof AppError || thrown instanceof McpRefusal) return thrown;
  const metadata = { server };
  const unavailable = (message: string) => new AppError('PEER_UNAVAILABLE', { message, metadata });
  if (fault === 'flood') return unavailable('an MCP server sends too much');
  if (fault === 'garbage') return unavailable('an MCP server sends what is no message');
  const { code, name, message = '' } = (thrown ?? {}) as { code?: unknown; name?: string; message?: string };
  if (code === 401 || code === 403)
    return new AppError('MISCONFIGURED', { message: 'an MCP server refuses the credentials', metadata });
  if (code === 'ENOENT' || code === 'EACCES')
    return new AppError('MISCONFIGURED', { message: 'the command of an MCP server cannot be run', metadata });
  if (code === timedOut) return new AppError('DEADLINE_EXCEEDED', { message: 'an MCP server is too slow', metadata });
  if (code === closed) return unavailable('an MCP server has ended');
  if (name === 'McpError' || (typeof code === 'number' && code < 0)) return new McpRefusal(message);
  if (name === 'ZodError' || name === '$ZodError') return unavailable('an MCP server answers what is no answer');
  return unavailable('an MCP server cannot be reached');
}

/** The server knows this session no more: it has done nothing. */
export const isSessionLost = (thrown: unknown): boolean => (thrown as { code?: unknown } | undefined)?.code === 404;
