import { execFileSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { connect } from 'node:tls';
import {
  type ChannelCredentials,
  Client,
  credentials,
  Metadata,
  type sendUnaryData,
  Server,
  status,
} from '@grpc/grpc-js';
import { findExecutable } from '#libs/config';
import { NotifierService } from '#libs/contracts';
import type { ServiceDefinition } from './contract.js';
import { GrpcClient } from './grpc-client.js';
import { identityIn, securePeers, serverCredentials } from './peer-tls.js';

const PREFIX = 'spiffe://cluster.local/ns/parley/sa/';

describe(identityIn, () => {
  it.each([
    [`DNS:notifier, URI:${PREFIX}notifier`, 'notifier'],
    [`URI:${PREFIX}gateway`, 'gateway'],
    ['URI:spiffe://cluster.local/ns/other/sa/gateway', undefined],
    [`DNS:${PREFIX}gateway`, undefined],
    [`URI:${PREFIX}gateway, URI:${PREFIX}orchestrator`, undefined],
    [`DNS:"a, URI:${PREFIX}gateway, b"`, undefined],
    ['', undefined],
  ])('reads of %s that it is %s', (names, identity) => {
    expect(identityIn(names, PREFIX)).toBe(identity);
  });
});

const openssl = findExecutable(['openssl']);
(openssl ? describe : describe.skip)(securePeers, () => {
  const folder = mkdtempSync(join(tmpdir(), 'parley-tls-'));
  const at = (...names: string[]) => join(folder, ...names);
  const run = (...args: string[]) => execFileSync(openssl!, args, { cwd: folder, stdio: 'pipe' });
  const key = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes'];
  const authority = (name: string) =>
    run('req', '-x509', ...key, '-keyout', `${name}.key`, '-out', `${name}.crt`, '-subj', `/CN=${name}`, '-days', '1');
  /** A folder as a secret is mounted, for a service of that name. */
  const certify = (name: string, by = 'ca') => {
    const dir = at(`${name}-${by}`);
    mkdirSync(dir, { recursive: true });
    const names = `subjectAltName=URI:${PREFIX}${name},DNS:localhost,IP:127.0.0.1`;
    const files = ['-keyout', join(dir, 'tls.key'), '-out', join(dir, 'tls.crt')];
    run(
      'req',
      '-x509',
      '-CA',
      `${by}.crt`,
      '-CAkey',
      `${by}.key`,
      ...key,
      ...files,
      '-subj',
      '/CN=x',
      '-addext',
      names,
    );
    cpSync(at(`${by}.crt`), join(dir, 'ca.crt'));
    return dir;
  };
  let server: Server;
  let url: string;
  const clients: { close(): Promise<void> }[] = [];
  beforeAll(async () => {
    authority('ca');
    authority('other');
    cpSync(certify('notifier'), at('server'), { recursive: true });
    become('server');
    server = new Server();
    const answer = (_: unknown, to: sendUnaryData<object>) => to(null, { outcomes: [] });
    const service: ServiceDefinition = NotifierService;
    server.addService(service, { send: answer, get: answer });
    url = await new Promise<string>((resolve, reject) =>
      server.bindAsync('127.0.0.1:0', serverCredentials(), (error, port) =>
        error ? reject(error) : resolve(`127.0.0.1:${port}`),
      ),
    );
  });
  afterAll(async () => {
    await Promise.all(clients.map((client) => client.close()));
    server.forceShutdown();
    rmSync(folder, { recursive: true });
  });

  const become = (name: string) => securePeers({ GRPC_TLS_DIR: at(name), GRPC_TLS_IDENTITIES: PREFIX }, 200);
  const open = () => {
    const client = new GrpcClient(NotifierService, url, {
      send: 'orchestrator.notifier.send',
      get: 'gateway.notifier.get',
    });
    clients.push(client);
    return client;
  };
  const send = (client = open()) => client.call('send', { messages: [] }, { timeoutMs: 2_000 });

  it('lets a service call what it may, and nothing else', async () => {
    certify('orchestrator');
    become('orchestrator-ca');
    await expect(send()).resolves.toEqual({ outcomes: [] });
    const get = open().call('get', { idempotencyKeys: [] });
    await expect(get).rejects.toMatchObject({ cause: { code: status.PERMISSION_DENIED } });
    certify('gateway');
    become('gateway-ca');
    await expect(send()).rejects.toMatchObject({ cause: { code: status.PERMISSION_DENIED } });
  });

  /** The code that a bare client gets for `send`. */
  const sendAs = async (shown: ChannelCredentials, metadata = new Metadata()): Promise<status | undefined> => {
    const { path, requestSerialize, responseDeserialize } = NotifierService.send;
    const client = new Client(url, shown, { 'grpc.enable_retries': 0 });
    const options = { deadline: Date.now() + 2_000 };
    const code = await new Promise<status | undefined>((resolve) =>
      client.makeUnaryRequest(
        path,
        requestSerialize,
        responseDeserialize,
        { messages: [] },
        metadata,
        options,
        (error) => resolve(error?.code),
      ),
    );
    client.close();
    return code;
  };

  it('turns away certificates of others, and whoever has none', async () => {
    certify('orchestrator', 'other');
    become('orchestrator-other');
    await expect(send()).rejects.toMatchObject({ reason: 'PEER_UNREACHABLE' });
    for (const shown of [credentials.createInsecure(), credentials.createSsl(readFileSync(at('ca.crt')))])
      expect(await sendAs(shown)).toBe(status.UNAVAILABLE);
  });

  it('believes nothing that a caller says of itself in metadata', async () => {
    const shown = (name: string) => {
      const mounted = certify(name);
      const [ca, key, chain] = ['ca.crt', 'tls.key', 'tls.crt'].map((file) => readFileSync(join(mounted, file)));
      return credentials.createSsl(ca, key, chain);
    };
    const claims = new Metadata();
    for (const name of ['x-role', 'x-user-id', 'x-tenant-id', 'x-forwarded-client-cert', 'authorization', 'user-agent'])
      claims.set(name, `URI:${PREFIX}orchestrator`);
    expect(await sendAs(shown('gateway'), claims)).toBe(status.PERMISSION_DENIED);
    expect(await sendAs(shown('orchestrator'), claims)).toBeUndefined(); // the control
  });

  it('says what is wrong with the files at the start', () => {
    expect(() => become('nowhere')).toThrow('GRPC_TLS_DIR: cannot be used (ENOENT)');
    expect(() => securePeers({ GRPC_TLS_DIR: folder })).toThrow('GRPC_TLS_IDENTITIES: missing');
    expect(() => securePeers({})).not.toThrow();
  });

  it('serves a renewed certificate without a failed call', async () => {
    become('orchestrator-ca');
    const client = open();
    const serial = () =>
      new Promise<string>((resolve, reject) => {
        const [host, port] = url.split(':') as [string, string];
        const socket = connect({ host, port: Number(port), rejectUnauthorized: false, ALPNProtocols: ['h2'] }, () => {
          resolve(socket.getPeerCertificate().serialNumber);
          socket.destroy();
        }).on('error', reject);
      });
    const before = await serial();
    cpSync(certify('notifier'), at('server'), { recursive: true });
    const until = performance.now() + 4_000;
    let now = before;
    while (now === before && performance.now() < until) {
      await send(client);
      now = await serial();
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
    expect(now).not.toBe(before);
    await expect(send()).resolves.toEqual({ outcomes: [] });
  });
});
