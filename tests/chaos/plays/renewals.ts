import { execFileSync } from 'node:child_process';
import { chownSync, cpSync, mkdirSync, mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import { SERVICES } from '../../../scripts/launcher/plan/service-table.ts';
import { freePort } from '../../../scripts/launcher/stores/free-port.ts';
import { startPostgres } from '../../../scripts/launcher/stores/start-postgres.ts';
import { between } from '../random.ts';
import type { StackOptions } from '../../environment/stack.ts';
import { SHARED, type Stage } from '../stage.ts';

const PREFIX = 'spiffe://cluster.local/ns/parley/sa/';
/** Files are read again after ten seconds at most. */
const REREAD_MS = 11_000;

let folder = '';

/** Each service with a certificate of its own, as a secret is mounted. */
export async function WITH_CERTIFICATES(): Promise<StackOptions> {
  folder = mkdtempSync(join(tmpdir(), 'parley-certificates-'));
  openssl('req', '-x509', ...KEY, '-keyout', 'ca.key', '-out', 'ca.crt', '-subj', '/CN=ca', '-days', '1');
  certify();
  const appEnv = Object.fromEntries(
    SERVICES.map((service) => [service, { GRPC_TLS_DIR: join(folder, service), GRPC_TLS_IDENTITIES: PREFIX }]),
  );
  return Promise.resolve({ ...SHARED, appEnv, env: { ...SHARED.env, GRPC_MAX_CONNECTION_AGE_MS: '3000' } });
}

const KEY = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes'];
const openssl = (...args: string[]) => execFileSync('openssl', args, { cwd: folder, stdio: 'pipe' });

function certify(): void {
  for (const service of SERVICES) {
    mkdirSync(join(folder, service), { recursive: true });
    const files = ['-keyout', `${service}.key`, '-out', `${service}.crt`];
    const names = `subjectAltName=URI:${PREFIX}${service},DNS:localhost,IP:127.0.0.1`;
    openssl(
      'req',
      '-x509',
      '-CA',
      'ca.crt',
      '-CAkey',
      'ca.key',
      ...KEY,
      ...files,
      '-subj',
      `/CN=${service}`,
      '-days',
      '1',
      '-addext',
      names,
    );
    cpSync(join(folder, `${service}.crt`), join(folder, service, 'tls.crt'));
    cpSync(join(folder, `${service}.key`), join(folder, service, 'tls.key'));
    cpSync(join(folder, 'ca.crt'), join(folder, service, 'ca.crt'));
  }
}

/** F33: certificates are replaced while calls are made and connections are renewed. */
export async function certificatesRenewed(stage: Stage): Promise<void> {
  const { meta } = stage.world;
  await stage.load(
    async () => {
      for (let renewal = 0; renewal < 2; renewal++) {
        certify();
        stage.count('certificates replaced', SERVICES.length);
        await sleep(REREAD_MS);
      }
    },
    { rate: 20, beforeMs: 1_000 },
  );
  const { 200: _, ...others } = meta.answers;
  stage.expect(Object.keys(others).length === 0, `webhooks were refused: ${JSON.stringify(others)}`);
  rmSync(folder, { recursive: true });
}

/** F33: what a copy of the folder of a Postgres that was stopped anywhere knows. */
export async function crashConsistentCopy(stage: Stage): Promise<void> {
  const { stack, meta } = stage.world;
  const copy = mkdtempSync(join(tmpdir(), 'parley-copy-'));
  const owner = statSync(join(stack.stores.folder, 'postgres'));
  let acknowledged: string[] = [];
  await stage.load(
    async () => {
      await sleep(between(stage.random, 500, 2_000));
      acknowledged = meta.acked.map(({ wamid }) => wamid);
      stack.postgres.pause();
      execFileSync('cp', ['-a', join(stack.stores.folder, 'postgres'), copy]);
      stack.postgres.resume();
      stage.count('acknowledged before the copy', acknowledged.length);
    },
    { rate: 60 },
  );
  rmSync(join(copy, 'postgres', 'postmaster.pid'), { force: true });
  chownSync(copy, owner.uid, owner.gid);
  const postgres = await startPostgres({ dir: copy, port: await freePort(), password: 'postgres', durable: true });
  const client = new pg.Client(postgres.adminUrl);
  await client.connect();
  const { rows } = await client.query<{ count: number }>(
    'SELECT count(*)::int FROM orchestrator.inbox WHERE message_id = ANY ($1)',
    [acknowledged],
  );
  await client.end();
  await postgres.stop();
  rmSync(copy, { recursive: true });
  stage.expect(
    rows[0]!.count === acknowledged.length,
    `the copy has ${rows[0]!.count} of ${acknowledged.length} messages`,
  );
}
