import { Body, Controller, Get, HttpException, Logger, Post } from '@nestjs/common';
import { type GrpcOptions, Transport } from '@nestjs/microservices';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import { Test } from '@nestjs/testing';
import { jest } from '@jest/globals';
import { concat, type Observable, of, throwError } from 'rxjs';
import { AgentService, type ExecuteRequest, type ExecuteResponse, type ListAgentsResponse } from '#libs/contracts';
import { AppError } from '#libs/errors';
import { freePort } from '#libs/testing';
import { AppErrorFilter } from './app-error.filter.js';
import { contractOptions, type GrpcHandlers, Serves } from './contract.js';
import { GrpcClient } from './grpc-client.js';

let thrown: unknown;

@Controller()
@Serves(AgentService, 'listAgents', 'execute')
class TinyController implements Pick<GrpcHandlers<typeof AgentService>, 'listAgents' | 'execute'> {
  async listAgents(): Promise<ListAgentsResponse> {
    throw thrown;
  }

  execute(_: ExecuteRequest): Observable<ExecuteResponse> {
    return concat(
      of({ events: [] }),
      throwError(() => thrown),
    );
  }

  @Get('things')
  fail() {
    throw thrown;
  }

  @Post('things')
  add(@Body() body: unknown) {
    return body;
  }
}

describe(AppErrorFilter.name, () => {
  let app: NestFastifyApplication;
  let client: GrpcClient<typeof AgentService>;
  const logged = (['debug', 'warn', 'error'] as const).map((level) => jest.spyOn(Logger.prototype, level));

  beforeAll(async () => {
    Logger.overrideLogger(false);
    const module = await Test.createTestingModule({ controllers: [TinyController] }).compile();
    app = module.createNestApplication<NestFastifyApplication>(new FastifyAdapter(), { logger: false });
    app.useGlobalFilters(new AppErrorFilter());
    const url = `127.0.0.1:${await freePort()}`;
    const options = { ...contractOptions([AgentService]), url };
    app.connectMicroservice<GrpcOptions>({ transport: Transport.GRPC, options }, { inheritAppConfig: true });
    await app.startAllMicroservices();
    await app.init();
    const edge = 'orchestrator.agents.execute';
    client = new GrpcClient(AgentService, url, { listAgents: edge, execute: edge });
  });
  beforeEach(() => jest.clearAllMocks());
  afterAll(async () => {
    await client.close();
    await app.close();
  });

  /** Level and fields of what was logged. */
  const lines = () =>
    logged.flatMap((spy, level) =>
      spy.mock.calls.map(([fields]: unknown[]): unknown => [['debug', 'warn', 'error'][level], fields]),
    );
  const get = async () => {
    const { statusCode, body } = await app.inject('/things');
    return [statusCode, body];
  };
  const post = async (payload: string, type = 'application/json') => {
    const headers = { 'content-type': type };
    const { statusCode, body } = await app.inject({ method: 'POST', url: '/things', payload, headers });
    expect(body).not.toContain('canary');
    return statusCode;
  };

  describe('for an AppError', () => {
    beforeEach(() => (thrown = new AppError('NOT_FOUND', { metadata: { id: 'a' }, cause: new Error('canary') })));

    it('gives the caller of an rpc reason and metadata, and nothing of the cause', async () => {
      const error = await client.call('listAgents', {}).catch((failure: AppError) => failure);
      expect(error).toMatchObject({ reason: 'NOT_FOUND', metadata: { id: 'a' } });
      expect(JSON.stringify((error as AppError).cause)).not.toContain('canary');
    });

    it('gives the caller of a stream the same, after what came before', async () => {
      const onResponse = jest.fn();
      const failure = client.stream('execute', { runs: [] }, onResponse);
      await expect(failure).rejects.toMatchObject({ reason: 'NOT_FOUND', metadata: { id: 'a' } });
      expect(onResponse).toHaveBeenCalledTimes(1);
    });

    it('gives the caller of HTTP the status and the reason', async () => {
      expect(await get()).toEqual([404, '{"reason":"NOT_FOUND"}']);
    });

    it('logs it once, at the level of its reason', async () => {
      await get();
      expect(lines()).toEqual([['debug', { message: 'call failed', reason: 'NOT_FOUND', err: thrown }]]);
      await client.call('listAgents', {}).catch(() => undefined);
      expect(lines()).toHaveLength(2);
    });
  });

  describe('for anything else', () => {
    beforeEach(() => (thrown = new TypeError('canary')));

    it('says INTERNAL to the caller, and no word of it', async () => {
      expect(await get()).toEqual([500, '{"reason":"INTERNAL"}']);
      const error = await client.call('listAgents', {}).catch((failure: AppError) => failure);
      expect(error).toMatchObject({ reason: 'INTERNAL', message: 'INTERNAL' });
      expect(JSON.stringify((error as AppError).cause)).not.toContain('canary');
    });

    it('logs it as an error, with what it was', async () => {
      await get();
      expect(lines()).toMatchObject([['error', { reason: 'INTERNAL', err: { cause: thrown } }]]);
    });
  });

  it('leaves to HTTP what is its own, without a line', async () => {
    thrown = new HttpException({ state: 'odd' }, 418);
    expect(await get()).toEqual([418, '{"state":"odd"}']);
    expect((await app.inject('/nothing')).statusCode).toBe(404);
    expect(await post('{"a":1}')).toBe(201);
    expect(await post('{canary')).toBe(400);
    expect(await post('x'.repeat(2 * 1024 * 1024))).toBe(413);
    expect(await post('x', 'image/png')).toBe(415);
    expect(lines()).toEqual([]);
  });
});
