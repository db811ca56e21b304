import type { McpServer, Settings } from '../configuration/mcp-server.js';
import { BoundedTransport } from './bounded-transport.js';
import { mcpLimits } from './mcp-limits.js';

/** The way to a server, as one tenant has it. The SDK is loaded when the first one is opened. */
export async function openTransport({ target }: McpServer, own: Settings): Promise<BoundedTransport> {
  if (target.kind === 'stdio') {
    const { StdioClientTransport } = await import('@modelcontextprotocol/sdk/client/stdio.js');
    const { command, args, cwd } = target;
    // Its environment is what the file says and the SDK's short list of harmless names; what it writes to stderr may hold secrets
    const env = { ...target.env, ...own };
    const inner = new StdioClientTransport({
      command,
      args: [...args],
      env,
      stderr: 'ignore',
      maxBufferSize: mcpLimits.messageBytes,
      ...(cwd && { cwd }),
    });
    return new BoundedTransport(inner);
  }
  const { StreamableHTTPClientTransport } = await import('@modelcontextprotocol/sdk/client/streamableHttp.js');
  const { fetch, onFlood } = boundedFetch();
  const headers = { ...target.headers, ...own };
  const inner = new StreamableHTTPClientTransport(new URL(target.url), { requestInit: { headers }, fetch });
  const transport = new BoundedTransport(inner);
  onFlood(() => transport.end('flood'));
  return transport;
}

/** A fetch whose answers end at the limit. Nobody listens for what a server says unasked: no stream is opened for that. */
function boundedFetch() {
  let notify = (): void => undefined;
  const bounded = async (url: string | URL, init?: RequestInit): Promise<Response> => {
    const isListening = init?.method === 'GET' && !new Headers(init.headers).has('last-event-id');
    if (isListening) return new Response(null, { status: 405 });
    const response = await fetch(url, init);
    if (!response.body) return response;
    let bytes = 0;
    const meter = new TransformStream<Uint8Array, Uint8Array>({
      transform(chunk, controller) {
        bytes += chunk.byteLength;
        if (bytes <= mcpLimits.messageBytes) return controller.enqueue(chunk);
        controller.error(new Error('the answer exceeds the maximum size'));
        notify();
      },
    });
    const { status, statusText, headers } = response;
    return new Response(response.body.pipeThrough(meter), { status, statusText, headers });
  };
  return { fetch: bounded, onFlood: (listener: () => void) => (notify = listener) };
}
