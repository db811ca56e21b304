import { once } from 'node:events';
import { Agent, get } from 'node:http';
import { connect, createServer } from 'node:net';
import { text } from 'node:stream/consumers';
import {
  Client,
  credentials,
  logVerbosity,
  makeClientConstructor,
  type ServiceError,
  setLogVerbosity,
  status,
} from '@grpc/grpc-js';
import { Controller, Get, Injectable, type OnApplicationBootstrap, type OnApplicationShutdown } from '@nestjs/common';
import { service as healthService } from 'grpc-health-check';
import { port, processConfig, readConfig } from '#libs/config';
import { ClassifierService, ClassifyRequest, type ClassifyResponse } from '#libs/contracts';
import { AppError } from '#libs/errors';
import { GrpcClient, type GrpcHandlers, Serves } from '#libs/grpc';
import { HealthModule } from '#libs/health';
import { loggingModule, metricsModule } from '#libs/observability';
import { freePort, until } from '#libs/testing';
import { type RunningService, startService } from './start-service.js';

const schema = processConfig.extend({ PORT: port(0) });
type Config = ReturnType<typeof readConfig<typeof schema>>;

/** Holds everyone who comes until it is opened. */
class Gate {
  waiting = 0;
  private readonly opened = Promise.withResolvers<void>();

  async pass(): Promise<void> {
    this.waiting += 1;
    await this.opened.promise;
    this.waiting -= 1;
  }
  open = () => this.opened.resolve();
}
let rpcGate = new Gate();
let httpGate = new Gate();
let bootGate = new Gate();
let closed = 0;
let bootError: Error | undefined;

@Controller()
@Serves(ClassifierService)
class TinyController implements GrpcHandlers<typeof ClassifierService> {
  async classify({ turns: [turn] }: ClassifyRequest): Promise<ClassifyResponse> {
    if (turn?.turnId === 'slow') await rpcGate.pass();
    if (turn?.turnId === 'refused') throw new AppError('INVALID_MESSAGE');
    return { outcomes: [] };
  }
}

@Controller('things')
class ThingsController {
  @Get()
  list() {
    return ['a thing'];
  }

  @Get('slow')
  async slow() {
    await httpGate.pass();
    return ['late'];
  }

  @Get('absent')
  absent() {
    throw new AppError('NOT_FOUND');
  }
}

@Injectable()
class Hooks implements OnApplicationBootstrap, OnApplicationShutdown {
  async onApplicationBootstrap() {
    await bootGate.pass();
    if (bootError) throw bootError;
  }
  onApplicationShutdown() {
    closed += 1;
  }
}

class TinyModule {
  static readonly serves = [ClassifierService];
  static with(config: Config) {
    return {
      module: TinyModule,
      imports: [loggingModule('tiny', config), metricsModule('tiny'), HealthModule.forService()],
      controllers: [TinyController, ThingsController],
      providers: [Hooks],
    };
  }
}

class TinyModuleWithDoor extends TinyModule {
  static publicPort = ({ PORT }: Config) => PORT;
}

describe(startService, () => {
  const running: RunningService[] = [];
  const clients: { close(): unknown }[] = [];
  beforeEach(() => {
    [rpcGate, httpGate, bootGate] = [new Gate(), new Gate(), new Gate()];
    bootGate.open();
    setLogVerbosity(logVerbosity.NONE);
    [closed, bootError] = [0, undefined];
  });
  afterEach(async () => {
    [rpcGate, httpGate, bootGate].forEach((gate) => gate.open());
    await Promise.all(clients.splice(0).map((client) => client.close()));
    await Promise.all(running.splice(0).map((service) => service.close()));
  });

  const configure = async (env: Record<string, string> = {}): Promise<Config> => {
    const [OPS_PORT, GRPC_PORT, PORT] = await Promise.all([freePort(), freePort(), freePort()]);
    const ports = { OPS_PORT: `${OPS_PORT}`, GRPC_PORT: `${GRPC_PORT}`, PORT: `${PORT}` };
    return readConfig(schema, { BIND_ADDRESS: '127.0.0.1', LOG_LEVEL: 'fatal', ...ports, ...env });
  };
  const start = async (module: typeof TinyModule, config: Config) => {
    const service = await startService(module, config);
    running.push(service);
    const rpc = new GrpcClient(ClassifierService, `127.0.0.1:${config.GRPC_PORT}`, {
      classify: 'orchestrator.classifier.classify',
    });
    clients.push(rpc);
    const classify = (turnId: string) =>
      rpc.call('classify', ClassifyRequest.create({ turns: [{ turnId }] }), { timeoutMs: 2_400 });
    const ops = `http://127.0.0.1:${config.OPS_PORT}`;
    const door = `http://127.0.0.1:${config.PORT}`;
    return { ...service, config, classify, ops, door };
  };
  const statusOf = async (url: string) => {
    const response = await fetch(url);
    await response.text();
    return response.status;
  };
  const isListening = (portNumber: number) =>
    new Promise<boolean>((resolve) => {
      const socket = connect(portNumber, '127.0.0.1', () => (socket.destroy(), resolve(true)));
      socket.on('error', () => resolve(false));
    });

  it('answers probes and metrics on the ops port, and rpcs', async () => {
    const { ops, classify } = await start(TinyModule, await configure());
    for (const probe of ['live', 'startup', 'ready']) expect(await statusOf(`${ops}/health/${probe}`)).toBe(200);
    const metrics = await (await fetch(`${ops}/metrics`)).text();
    expect(metrics).toMatch(/^process_cpu_seconds_total\{service="tiny"\} /m);
    expect(await classify('a')).toEqual({ outcomes: [] });
  });

  it('serves its other routes on the ops port while there is no public door', async () => {
    const { ops } = await start(TinyModule, await configure());
    expect(await (await fetch(`${ops}/things`)).json()).toEqual(['a thing']);
  });

  it('answers a failure with its reason, to rpcs and to HTTP', async () => {
    const { ops, classify } = await start(TinyModule, await configure());
    await expect(classify('refused')).rejects.toMatchObject({ reason: 'INVALID_MESSAGE' });
    expect(await (await fetch(`${ops}/things/absent`)).json()).toEqual({ reason: 'NOT_FOUND' });
  });

  it('serves its routes at the public door when it has one, and probes and metrics never there', async () => {
    const { ops, door } = await start(TinyModuleWithDoor, await configure());
    expect(await Promise.all([`${door}/things`, `${ops}/metrics`].map(statusOf))).toEqual([200, 200]);
    expect(await Promise.all([`${ops}/things`, `${door}/metrics`].map(statusOf))).toEqual([404, 404]);
  });

  describe('grpc.health.v1', () => {
    const check = async (config: Config, service: string): Promise<string> => {
      const HealthClient = makeClientConstructor(healthService, 'Health');
      const client = new HealthClient(`127.0.0.1:${config.GRPC_PORT}`, credentials.createInsecure());
      clients.push(client);
      const call = (client as unknown as { check: CheckRpc }).check.bind(client);
      return new Promise((resolve, reject) =>
        call({ service }, (error, answer) => (error ? reject(error) : resolve(answer.status))),
      );
    };
    type CheckRpc = (request: object, done: (error: Error | null, answer: { status: string }) => void) => void;

    it('tells the process, alive, from readiness, which ends with draining', async () => {
      const { config, lifecycle } = await start(TinyModule, await configure());
      expect([await check(config, ''), await check(config, 'ready')]).toEqual(['SERVING', 'SERVING']);
      lifecycle.drain();
      expect([await check(config, ''), await check(config, 'ready')]).toEqual(['SERVING', 'NOT_SERVING']);
      await expect(check(config, 'unknown')).rejects.toMatchObject({ code: 5 });
    });
  });

  it.each([
    ['development', status.CANCELLED],
    ['production', status.UNIMPLEMENTED],
  ])('offers reflection outside production only: %s', async (NODE_ENV, code) => {
    const { config } = await start(TinyModule, await configure({ NODE_ENV }));
    const client = new Client(`127.0.0.1:${config.GRPC_PORT}`, credentials.createInsecure());
    clients.push(client);
    const asIs = (bytes: Buffer) => bytes;
    const path = '/grpc.reflection.v1.ServerReflection/ServerReflectionInfo';
    const call = client.makeBidiStreamRequest(path, asIs, asIs);
    call.on('metadata', () => call.cancel()); // somebody listens
    call.write(Buffer.from([0x3a, 0x00])); // list_services: ''
    const [error] = (await once(call, 'error')) as [ServiceError];
    expect(error.code).toBe(code);
  });

  describe('the start', () => {
    it('listens only when the modules have prepared themselves', async () => {
      bootGate = new Gate();
      const config = await configure();
      const starting = start(TinyModule, config);
      await until(() => bootGate.waiting === 1);
      expect(await Promise.all([config.GRPC_PORT, config.OPS_PORT].map(isListening))).toEqual([false, false]);
      bootGate.open();
      expect(await statusOf(`${(await starting).ops}/health/ready`)).toBe(200);
    });

    it.each(['OPS_PORT', 'GRPC_PORT', 'PORT'] as const)(
      'fails when its %s is taken, and leaves nothing open',
      async (name) => {
        const config = await configure();
        const thief = createServer().listen(config[name], '127.0.0.1');
        await once(thief, 'listening');
        await expect(startService(TinyModuleWithDoor, config)).rejects.toThrow(/EADDRINUSE|No address added/);
        expect(closed).toBe(1);
        thief.close();
        await once(thief, 'close');
        const ports = [config.OPS_PORT, config.GRPC_PORT, config.PORT];
        expect(await Promise.all(ports.map(isListening))).toEqual([false, false, false]);
      },
    );

    it('fails with the error of a module that cannot prepare itself', async () => {
      bootError = new AppError('MISCONFIGURED');
      await expect(startService(TinyModule, await configure())).rejects.toBe(bootError);
    });
  });

  describe('close', () => {
    const agent = new Agent({ keepAlive: true });
    afterAll(() => agent.destroy());
    /** On a connection that the caller would use again. */
    const ask = (url: string) =>
      new Promise<string>((resolve, reject) =>
        get(url, { agent }, (response) => void text(response).then(resolve, reject)).on('error', reject),
      );

    it('says first that it is not ready, finishes what is in flight, refuses what is new, and happens once', async () => {
      const { config, classify, ops, door, close } = await start(TinyModuleWithDoor, await configure());
      const [request, rpc] = [ask(`${door}/things/slow`), classify('slow')];
      await until(() => httpGate.waiting === 1 && rpcGate.waiting === 1);
      const closing = Promise.all(Array.from({ length: 5 }, () => close()));

      expect(await statusOf(`${ops}/health/ready`)).toBe(503);
      expect(await statusOf(`${ops}/health/live`)).toBe(200);
      await expect(ask(`${door}/things`)).rejects.toMatchObject({ code: 'ECONNREFUSED' });
      httpGate.open();
      expect(await request).toBe('["late"]');

      await until(async () => !(await isListening(config.GRPC_PORT)));
      await expect(classify('new')).rejects.toBeInstanceOf(AppError);
      expect(closed).toBe(0);
      rpcGate.open();
      expect(await rpc).toEqual({ outcomes: [] });
      await closing;
      expect(closed).toBe(1);
      expect(await isListening(config.OPS_PORT)).toBe(false);
    });

    it.each(['ops', 'door'] as const)('does not wait for connections that could be used again: %s', async (name) => {
      const service = await start(name === 'door' ? TinyModuleWithDoor : TinyModule, await configure());
      const url = `${service[name]}/things`;
      await ask(url); // its connection is idle now
      const slow = Promise.all([ask(`${url}/slow`), ask(`${url}/slow`)]);
      await until(() => httpGate.waiting === 2);
      const closing = service.close();
      await until(async () => !(await isListening(Number(new URL(url).port))));
      httpGate.open();
      await slow;
      const answeredAt = performance.now();
      await closing;
      expect(performance.now() - answeredAt).toBeLessThan(10_000); // a kept connection stays for 65 s
    });
  });

  it('can be started twice in a process, as specs do', async () => {
    const services = [await start(TinyModule, await configure()), await start(TinyModule, await configure())];
    for (const { ops } of services) expect(await statusOf(`${ops}/metrics`)).toBe(200);
  });
});
