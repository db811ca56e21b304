import type { Transport, TransportSendOptions } from '@modelcontextprotocol/sdk/shared/transport.js';
import type { JSONRPCMessage, MessageExtraInfo } from '@modelcontextprotocol/sdk/types.js';
import { mcpLimits } from './mcp-limits.js';

/** A transport that closes when the server says more than it was asked, or what is no message. */
export class BoundedTransport implements Transport {
  onclose?: () => void;
  onerror?: (error: Error) => void;
  onmessage?: <T extends JSONRPCMessage>(message: T, extra?: MessageExtraInfo) => void;
  /** Why it was closed from this side. */
  fault?: 'flood' | 'garbage';
  private messages = 0;
  private garbage = 0;

  constructor(private readonly inner: Transport) {
    inner.onclose = () => this.onclose?.();
    inner.onerror = (error) => this.noteError(error);
    inner.onmessage = (message, extra) => {
      if (this.fault) return;
      this.messages += 1;
      if (this.messages > mcpLimits.messages) this.end('flood');
      else this.onmessage?.(message, extra);
    };
  }

  start(): Promise<void> {
    return this.inner.start();
  }

  send(message: JSONRPCMessage, options?: TransportSendOptions): Promise<void> {
    this.messages = 0;
    this.garbage = 0;
    return this.inner.send(message, options);
  }

  close(): Promise<void> {
    return this.inner.close();
  }

  setProtocolVersion = (version: string): void => this.inner.setProtocolVersion?.(version);

  end(fault: 'flood' | 'garbage'): void {
    if (this.fault) return;
    this.fault = fault;
    this.onclose?.(); // who waits hears it now, not when the process has ended
    this.inner.close().catch((error: unknown) => this.onerror?.(error as Error));
  }

  private noteError(error: Error): void {
    if (this.fault) return;
    this.garbage += 1;
    if (/maximum size/.test(error.message)) this.end('flood');
    else if (this.garbage > mcpLimits.garbage) this.end('garbage');
    else this.onerror?.(error);
  }
}
