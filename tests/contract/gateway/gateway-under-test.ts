import { request } from 'node:http';
import pg from 'pg';
import { type RunningService, startService } from '#libs/bootstrap';
import { readConfig } from '#libs/config';
import { QuarantineService } from '#libs/contracts';
import { migrate } from '#libs/database';
import { GrpcClient } from '#libs/grpc';
import { createTestDatabase, freePort, signatureOf } from '#libs/testing';
import { entities } from '../../../apps/gateway/src/entities.js';
import { gatewayConfig } from '../../../apps/gateway/src/gateway.config.js';
import { GatewayModule } from '../../../apps/gateway/src/gateway.module.js';
import { migrations } from '../../../apps/gateway/src/migrations/index.js';

export const SECRET = 'parley-test-secret';

export interface Answer {
  status: number;
  headers: Record<string, unknown>;
  body: string;
}

type Headers = Record<string, string | string[]>;

/** One real gateway in this process: HTTP, gRPC and Postgres are real, its peers are what the urls name. */
export class GatewayUnderTest {
  private constructor(
    private readonly service: RunningService,
    private readonly ports: { PORT: number; OPS_PORT: number },
    readonly quarantine: GrpcClient<typeof QuarantineService>,
  ) {}

  static async start(environment: Record<string, string>): Promise<GatewayUnderTest> {
    const [PORT, OPS_PORT, GRPC_PORT] = [await freePort(), await freePort(), await freePort()];
    const config = readConfig(gatewayConfig, {
      NODE_ENV: 'test',
      LOG_LEVEL: 'fatal',
      LOG_FORMAT: 'json',
      BIND_ADDRESS: '127.0.0.1',
      PORT: `${PORT}`,
      OPS_PORT: `${OPS_PORT}`,
      GRPC_PORT: `${GRPC_PORT}`,
      SITES_PORT: '0',
      AGENTS_URL: '127.0.0.1:1',
      DATABASE_ALLOW_UNSAFE: 'true',
      REDIS_URL: process.env['TEST_REDIS_URL'],
      WHATSAPP_APP_SECRET: SECRET,
      WHATSAPP_VERIFY_TOKEN: 'verify-me',
      ...environment,
    });
    const service = await startService(GatewayModule, config);
    const edge = 'operator.gateway.quarantine';
    const grpc = new GrpcClient(QuarantineService, `127.0.0.1:${GRPC_PORT}`, { listQuarantined: edge, replay: edge });
    return new GatewayUnderTest(service, { PORT, OPS_PORT }, grpc);
  }

  async stop(): Promise<void> {
    await this.quarantine.close();
    await this.service.close();
  }

  /** Of the public door. */
  get url(): string {
    return `http://127.0.0.1:${this.ports.PORT}`;
  }

  get(path: string, port: 'PORT' | 'OPS_PORT' = 'PORT'): Promise<Answer> {
    return exchange(this.ports[port], 'GET', path, {});
  }

  /** Posts bytes as they are. */
  post(body: Uint8Array | string, headers: Headers): Promise<Answer> {
    return exchange(this.ports.PORT, 'POST', '/webhooks/whatsapp', headers, body);
  }

  /** Posts a webhook, signed, as Meta does. */
  deliver(webhook: unknown): Promise<Answer> {
    const body = typeof webhook === 'string' ? webhook : JSON.stringify(webhook);
    return this.post(body, { 'content-type': 'application/json', 'x-hub-signature-256': signatureOf(body, SECRET) });
  }
}

function exchange(
  port: number,
  method: string,
  path: string,
  headers: Headers,
  body?: Uint8Array | string,
): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const call = request({ host: '127.0.0.1', port, method, path, headers, agent: false }, (response) => {
      const chunks: Buffer[] = [];
      response.on('data', (chunk: Buffer) => chunks.push(chunk));
      response.on('error', reject);
      response.on('end', () =>
        resolve({ status: response.statusCode!, headers: response.headers, body: Buffer.concat(chunks).toString() }),
      );
    });
    call.on('error', reject);
    call.end(body);
  });
}

/** An empty, migrated database of the gateway, and a connection to look into it. */
export async function openGatewayDatabase() {
  const { url, drop } = await createTestDatabase('gateway');
  await migrate({ url, entities, migrations });
  const client = new pg.Client(url);
  await client.connect();
  return {
    url,
    query: async (text: string) => (await client.query<Record<string, unknown>>(text)).rows,
    async close() {
      await client.end();
      await drop();
    },
  };
}
