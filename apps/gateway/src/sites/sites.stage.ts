import { hash } from 'node:crypto';
import { request } from 'node:http';
import type { sendUnaryData, ServerUnaryCall } from '@grpc/grpc-js';
import { Counter, Registry } from 'prom-client';
import { readConfig } from '#libs/config';
import {
  ArtifactService,
  type ReadBlobsRequest,
  type ReadBlobsResponse,
  type ResolveSiteRequest,
  type ResolveSiteResponse,
  type WorkspaceFile,
} from '#libs/contracts';
import { AppError } from '#libs/errors';
import { toWire } from '#libs/grpc';
import { serveStub, type Stub } from '#libs/testing';
import { gatewayConfig } from '../gateway.config.js';
import { ArtifactsClient } from './artifacts.client.js';
import { BlobsService } from './blobs.service.js';
import { SiteDirectory } from './site-directory.js';
import { SitesDoor } from './sites-door.js';
import { SitesService } from './sites.service.js';

type Unary<Req, Res> = (call: ServerUnaryCall<Req, Res>, done: sendUnaryData<Res>) => void;

export interface Answer {
  status: number;
  headers: Record<string, string | string[] | undefined>;
  body: Buffer;
}

export const sha256 = (data: string | Uint8Array): string => hash('sha256', data);

/** The artifacts of the agents, in memory behind their real contract. */
export class StubArtifacts {
  readonly blobs = new Map<string, Buffer>();
  readonly sites = new Map<string, WorkspaceFile[]>();
  readonly asked: { rpc: 'readBlobs' | 'resolveSite'; names: string[] }[] = [];
  /** Held back until it resolves. */
  gate: Promise<void> = Promise.resolve();
  private stub?: Stub;

  async start(port = 0): Promise<string> {
    this.stub = await serveStub(
      ArtifactService,
      { readBlobs: this.readBlobs, resolveSite: this.resolveSite, publishSite: this.resolveSite },
      port,
    );
    return this.stub.url;
  }

  async stop(): Promise<void> {
    await this.stub?.stop();
  }

  add(data: string | Buffer): string {
    const bytes = Buffer.from(data);
    this.blobs.set(sha256(bytes), bytes);
    return sha256(bytes);
  }

  publish(slug: string, files: Record<string, string | Buffer>): void {
    const listed = Object.entries(files).map(([path, data]) => ({ path, sha256: this.add(data), size: `${Buffer.byteLength(data)}` })); // prettier-ignore
    this.sites.set(slug, listed);
  }

  private readonly readBlobs: Unary<ReadBlobsRequest, ReadBlobsResponse> = ({ request: { sha256: names } }, done) => {
    this.asked.push({ rpc: 'readBlobs', names });
    const blobs = names.flatMap((name) => {
      const data = this.blobs.get(name);
      return data ? [{ sha256: name, data }] : [];
    });
    void this.gate.then(() => done(null, { blobs }));
  };

  private readonly resolveSite: Unary<ResolveSiteRequest, ResolveSiteResponse> = ({ request: { slug } }, done) => {
    this.asked.push({ rpc: 'resolveSite', names: [slug] });
    const files = this.sites.get(slug);
    if (!files) return done(toWire(new AppError('NOT_FOUND')));
    done(null, { buildId: 'b', revision: 1, files });
  };
}

/** The listener of sites by itself, over a real socket. */
export class SitesStage {
  private constructor(
    readonly door: SitesDoor,
    private readonly client: ArtifactsClient,
    readonly counter: Counter<'status'>,
  ) {}

  static async open(agentsUrl: string, more: Record<string, string> = {}): Promise<SitesStage> {
    const config = readConfig(gatewayConfig, {
      NODE_ENV: 'test',
      BIND_ADDRESS: '127.0.0.1',
      SITES_PORT: '0',
      DATABASE_URL: 'postgres://nobody@127.0.0.1:1/none',
      REDIS_URL: 'redis://127.0.0.1:1',
      ORCHESTRATOR_URL: '127.0.0.1:1',
      NOTIFIER_URL: '127.0.0.1:1',
      AGENTS_URL: agentsUrl,
      WHATSAPP_APP_SECRET: 'secret',
      WHATSAPP_VERIFY_TOKEN: 'token',
      CONSOLE_TOKEN: 'token-of-the-operators',
      ...more,
    });
    const client = new ArtifactsClient(config);
    const counter = new Counter({ name: 'requests', help: 'x', labelNames: ['status'], registers: [new Registry()] });
    const door = new SitesDoor(config, new SitesService(new SiteDirectory(client), new BlobsService(client)), counter);
    const stage = new SitesStage(door, client, counter);
    try {
      await door.onApplicationBootstrap();
    } catch (error) {
      await client.onApplicationShutdown();
      throw error;
    }
    return stage;
  }

  async close(): Promise<void> {
    await this.door.beforeApplicationShutdown();
    await this.client.onApplicationShutdown();
  }

  /** Sends the target as it stands. */
  get(path: string, headers: Record<string, string> = {}, method = 'GET'): Promise<Answer> {
    return new Promise((resolve, reject) => {
      const call = request({ host: '127.0.0.1', port: this.door.port, method, path, headers }, (response) => {
        const chunks: Buffer[] = [];
        response.on('data', (chunk: Buffer) => chunks.push(chunk)).on('error', reject);
        response.on('end', () =>
          resolve({ status: response.statusCode!, headers: response.headers, body: Buffer.concat(chunks) }),
        );
      });
      call.on('error', reject).end();
    });
  }
}
