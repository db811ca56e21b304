import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { readJson } from './http-body.ts';

interface Attribute {
  key: string;
  value: { stringValue?: string; intValue?: string | number };
}

/** As OTLP/JSON has it. */
interface WireSpan {
  traceId: string;
  spanId: string;
  parentSpanId?: string;
  name: string;
  attributes?: Attribute[];
  links?: { traceId: string; spanId: string }[];
}

interface WireBody {
  resourceSpans: { resource: { attributes: Attribute[] }; scopeSpans: { spans: WireSpan[] }[] }[];
}

export interface ReceivedSpan {
  service: string;
  trace: string;
  id: string;
  parent: string | undefined;
  name: string;
  attributes: Record<string, string | number | undefined>;
}

/** A collector in this process: takes OTLP over HTTP, as JSON, and remembers every span. */
export class TraceReceiver {
  readonly spans: ReceivedSpan[] = [];
  /** Everything as it came. */
  raw = '';
  private readonly server: Server;

  private constructor() {
    this.server = createServer((request, response) => {
      void readJson<WireBody>(request).then((body) => {
        this.take(body);
        response.writeHead(200, { 'content-type': 'application/json' }).end('{}');
      });
    });
  }

  static async start(): Promise<TraceReceiver> {
    const receiver = new TraceReceiver();
    await new Promise<void>((resolve) => receiver.server.listen(0, '127.0.0.1', resolve));
    return receiver;
  }

  /** What a service needs to send its spans here. */
  get env(): NodeJS.ProcessEnv {
    const { port } = this.server.address() as AddressInfo;
    return {
      OTEL_EXPORTER_OTLP_ENDPOINT: `http://127.0.0.1:${port}`,
      OTEL_EXPORTER_OTLP_PROTOCOL: 'http/json',
    };
  }

  stop(): Promise<void> {
    this.server.closeAllConnections();
    return new Promise((resolve) => this.server.close(() => resolve()));
  }

  private take(body: WireBody): void {
    this.raw += `${JSON.stringify(body)}\n`;
    for (const { resource, scopeSpans } of body.resourceSpans) {
      const service = `${toRecord(resource.attributes)['service.name']}`;
      for (const span of scopeSpans.flatMap(({ spans }) => spans)) {
        this.spans.push({
          service,
          trace: span.traceId,
          id: span.spanId,
          parent: span.parentSpanId || undefined,
          name: span.name,
          attributes: toRecord(span.attributes ?? []),
        });
      }
    }
  }
}

const toRecord = (attributes: readonly Attribute[]) =>
  Object.fromEntries(attributes.map(({ key, value }) => [key, value.stringValue ?? value.intValue]));
