import { connect } from 'node:net';
import { text } from 'node:stream/consumers';
import { Controller, Get } from '@nestjs/common';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import { Test } from '@nestjs/testing';
import { freePort, until } from '#libs/testing';
import { PublicDoor } from './public-door.js';

const waiting: (() => void)[] = [];

@Controller()
class TinyController {
  @Get('things')
  list() {
    return ['a thing'];
  }

  @Get('slow')
  async slow() {
    await new Promise<void>((resolve) => waiting.push(resolve));
    return ['late'];
  }

  @Get('health/live')
  live() {
    return {};
  }

  @Get('metrics')
  metrics() {
    return '';
  }
}

describe(PublicDoor.name, () => {
  let app: NestFastifyApplication;
  let door: PublicDoor;
  let ops: string;
  let outside: string;
  let publicPort: number;

  beforeEach(async () => {
    const module = await Test.createTestingModule({ controllers: [TinyController] }).compile();
    app = module.createNestApplication<NestFastifyApplication>(new FastifyAdapter(), { logger: false });
    door = new PublicDoor(app);
    const opsPort = await freePort();
    await app.listen(opsPort, '127.0.0.1');
    publicPort = await freePort();
    await door.open(publicPort, '127.0.0.1');
    [ops, outside] = [`http://127.0.0.1:${opsPort}`, `http://127.0.0.1:${publicPort}`];
  });
  afterEach(async () => {
    waiting.splice(0).forEach((resolve) => resolve());
    await door.close();
    await app.close();
  });

  const statusOf = async (url: string) => {
    const response = await fetch(url);
    await response.text();
    return response.status;
  };
  /** The status of a request whose target is sent as it stands. */
  const rawStatus = async (target: string): Promise<number> => {
    const socket = connect(publicPort, '127.0.0.1');
    socket.end(`GET ${target} HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n`);
    return Number((await text(socket)).split(' ')[1]);
  };

  it('serves everything but probes and metrics, which the ops port alone serves', async () => {
    expect(await statusOf(`${outside}/things`)).toBe(200);
    expect(await statusOf(`${ops}/things`)).toBe(404);
    for (const path of ['/health/live', '/metrics', '/metrics?x=1']) {
      expect(await statusOf(`${ops}${path}`)).toBe(200);
      expect(await statusOf(`${outside}${path}`)).toBe(404);
    }
  });

  it.each(['/%6Detrics', '/metrics#x', '//metrics', '/metrics/', 'http://x/metrics', '/health/%6Cive', '/./metrics'])(
    'hides them however they are written: %s',
    async (target) => {
      expect([400, 404]).toContain(await rawStatus(target));
      expect(await rawStatus('http://x/things')).toBe(200); // the control
    },
  );

  it('tells of a route that does not exist like of one that is hidden', async () => {
    const body = async (url: string) => (await fetch(url)).text();
    const hidden = await body(`${outside}/metrics`);
    expect(hidden).toBe((await body(`${outside}/nothing`)).replace('/nothing', '/metrics'));
  });

  it('closes when what is in flight has finished, and takes nothing new', async () => {
    const slow = fetch(`${outside}/slow`, { headers: { connection: 'close' } });
    await until(() => waiting.length === 1);
    let isClosed = false;
    const closing = door.close().then(() => (isClosed = true));
    await expect(fetch(`${outside}/things`)).rejects.toMatchObject({ cause: { code: 'ECONNREFUSED' } });
    expect(isClosed).toBe(false);
    waiting.splice(0).forEach((resolve) => resolve());
    expect(await (await slow).json()).toEqual(['late']);
    await closing;
  });

  it('may be closed twice, or before it was opened', async () => {
    await Promise.all([door.close(), door.close()]);
  });
});
