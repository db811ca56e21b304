import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { type App, APPS, COMMON, SCHEMA_OWNERS, SERVICES, TABLE } from '../launcher/plan/service-table.ts';

interface ComposeService {
  image: string;
  build?: { target: string };
  environment?: Record<string, string | number>;
  entrypoint?: string[];
  depends_on?: Record<string, { condition: string }>;
  read_only?: boolean;
  cap_drop?: string[];
  user?: string;
  ports?: string[];
}

interface Schema {
  shape: object;
  safeParse(value: unknown): { success: boolean; error?: { issues: { path: unknown[]; message: string }[] } };
}

const repo = join(import.meta.dirname, '..', '..');
const { services } = parse(readFileSync(join(repo, 'compose.yaml'), 'utf8'), { merge: true }) as {
  services: Record<string, ComposeService>;
};
const dockerfile = readFileSync(join(repo, 'Dockerfile'), 'utf8');

/** As a process gets it where no file .env says more. */
const environmentOf = (name: string): Record<string, string> =>
  Object.fromEntries(
    Object.entries(services[name]!.environment ?? {}).map(([key, value]) => [
      key,
      String(value).replace(/\$\{\w+:-([^}]*)\}/g, '$1'),
    ]),
  );

async function schemaOf(app: App): Promise<Schema> {
  const module = (await import(join(repo, 'apps', app, 'src', `${app}.config.ts`))) as Record<string, unknown>;
  return module[`${app}Config`] as Schema;
}

/** Node's own, and those that are no configuration of an app. */
const OTHERS = ['NODE_OPTIONS', 'TMPDIR'];

const unknownTo = (schema: Schema, names: string[]): string[] =>
  names.filter((name) => !(name in schema.shape) && !COMMON.includes(name) && !OTHERS.includes(name));

describe('compose.yaml', () => {
  it.each(APPS)('gives %s what its configuration asks for, by names that it reads', async (app) => {
    const schema = await schemaOf(app);
    const environment = environmentOf(app);
    expect(schema.safeParse(environment).error?.issues ?? []).toEqual([]);
    expect(unknownTo(schema, Object.keys(environment))).toEqual([]);
  });

  it('would be refused with a name that nothing reads, or without one that is needed', async () => {
    const schema = await schemaOf('notifier');
    const { DATABASE_URL: url, ...rest } = environmentOf('notifier');
    expect(url).toContain('@postgres:');
    expect(schema.safeParse(rest).success).toBe(false);
    expect(unknownTo(schema, ['WHATSAPP_API_UR'])).toEqual(['WHATSAPP_API_UR']);
  });

  it.each(SERVICES)('lets %s find its peers at the ports that they serve', (service) => {
    const environment = environmentOf(service);
    for (const peer of TABLE[service].peers) {
      expect(environment[`${peer.toUpperCase()}_URL`]).toBe(`dns:///${peer}:${TABLE[peer].grpcPort}`);
      expect(environmentOf(peer)['GRPC_PORT']).toBe(String(TABLE[peer].grpcPort));
    }
  });

  it.each(SCHEMA_OWNERS)('starts %s after the migrations of its schema', (service) => {
    const job = services[`${service}-migrate`]!;
    expect(job.entrypoint).toEqual(['node', `dist/apps/${service}/src/migrate.js`]);
    expect(job.image).toBe(services[service]!.image);
    expect(services[service]!.depends_on?.[`${service}-migrate`]?.condition).toBe('service_completed_successfully');
  });

  it('runs ours without rights, and shows ports on this machine only', () => {
    for (const [name, service] of Object.entries(services).filter(([, { build }]) => build)) {
      expect([name, service.read_only, service.cap_drop, service.user]).toEqual([name, true, ['ALL'], '10001:10001']);
      expect((service.ports ?? []).filter((port) => !port.startsWith('127.0.0.1:'))).toEqual([]);
    }
  });
});

describe('the Dockerfile', () => {
  it.each(APPS)('has a target for %s that starts it and opens the ports of the table', (app) => {
    const stage = dockerfile.split(/^FROM /m).find((text) => text.startsWith(`runtime AS ${app}\n`)) ?? '';
    const { opsPort, grpcPort, publicPort, sitesPort } = TABLE[app];
    const ports = [publicPort?.port, sitesPort?.port, opsPort, grpcPort].filter(Boolean).join(' ');
    expect(stage).toContain(`EXPOSE ${ports}\n`);
    expect(stage).toContain(`ENTRYPOINT ["node", "dist/apps/${app}/src/main.js"]`);
  });

  it('takes its bases by digest, and no secret', () => {
    for (const [, image] of dockerfile.matchAll(/^ARG \w+_IMAGE=(.*)$/gm))
      expect(image).toMatch(/@sha256:[0-9a-f]{64}$/);
    expect(dockerfile).not.toMatch(/^(ARG|ENV) .*(SECRET|TOKEN|PASSWORD|_KEY)/m);
    expect(dockerfile).toMatch(/^USER 1\d{4}:1\d{4}$/m);
  });
});
