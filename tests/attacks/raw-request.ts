import { connect, type Socket } from 'node:net';

export interface RawAnswer {
  /** 0 when the connection was closed without one. */
  status: number;
  /** Head and body as they came. */
  text: string;
  /** From the first byte sent to the end of the connection. */
  tookMs: number;
}

/**
 * What a server answers to bytes that no HTTP client would send; the connection stays open until the server ends it.
 * @param lines head of the request; the empty line and `body` are added unless `isEndless`
 */
export function sendRaw(
  port: number,
  lines: string[],
  { body = '', isEndless = false, timeoutMs = 10_000 }: { body?: string; isEndless?: boolean; timeoutMs?: number } = {},
): Promise<RawAnswer> {
  const startedAt = performance.now();
  return new Promise((resolve) => {
    let text = '';
    const socket: Socket = connect(port, '127.0.0.1', () =>
      socket.write(`${lines.join('\r\n')}${isEndless ? '\r\n' : `\r\n\r\n${body}`}`),
    );
    const end = () => {
      clearTimeout(timer);
      socket.destroy();
      const status = Number(/^HTTP\/1\.1 (\d{3})/.exec(text)?.[1] ?? 0);
      resolve({ status, text, tookMs: performance.now() - startedAt });
    };
    const timer = setTimeout(end, timeoutMs);
    socket.on('data', (bytes) => (text += bytes.toString('latin1')));
    socket.on('close', end);
    socket.on('error', end);
  });
}

/** One request whose target and headers are sent as they are, and the connection with it closed. */
export const sendTarget = (port: number, target: string, headers: string[] = [], method = 'GET'): Promise<RawAnswer> =>
  sendRaw(port, [
    `${method} ${target} HTTP/1.1`,
    ...(headers.some((header) => /^host:/i.test(header)) ? [] : ['host: parley']),
    'connection: close',
    ...headers,
  ]);
