import { globSync, readFileSync } from 'node:fs';
import * as contracts from '#libs/contracts';
import { callers, mayCall } from './callers.js';
import type { ServiceDefinition } from './contract.js';

const isService = (value: unknown): value is ServiceDefinition =>
  typeof value === 'object' &&
  value !== null &&
  Object.values(value).every((rpc: unknown) => typeof rpc === 'object' && rpc !== null && 'path' in rpc);
const services = new Map(
  Object.entries(contracts as Record<string, unknown>).flatMap(([name, value]) =>
    name.endsWith('Service') && isService(value) ? [[name, value] as const] : [],
  ),
);

describe('the table of callers', () => {
  it('has a row for each rpc of the contracts, and no other', () => {
    const paths = [...services.values()].flatMap((service) => Object.values(service).map(({ path }) => path));
    const rows = Object.entries(callers).flatMap(([name, rpcs]) => Object.keys(rpcs).map((rpc) => `/${name}/${rpc}`));
    expect(rows.sort()).toEqual(paths.sort());
  });

  it('names those who call, as the clients of the services are written', () => {
    const calls = globSync('apps/*/src/**/*.ts', { exclude: ['**/*.spec.ts', '**/*.stage.ts', '**/bench-command.ts'] })
      .map((file) => readFileSync(file, 'utf8'))
      .filter((source) => source.includes('new GrpcClient('))
      .flatMap((source) =>
        [...source.matchAll(/(\w+): '(\w+)\.\w+\.\w+'/g)].map(([, rpc, caller]) => ({
          caller: caller!,
          paths: [...services].flatMap(([name, service]) =>
            source.includes(`GrpcClient(${name},`) && service[rpc!] ? [service[rpc!]!.path] : [],
          ),
        })),
      );
    expect(calls.length).toBeGreaterThan(30);
    expect(calls.filter(({ caller, paths }) => paths.length !== 1 || !mayCall(caller, paths[0]!))).toEqual([]);
  });

  it.each([
    ['gateway', '/agents.v1.AgentService/Execute'],
    ['agents', '/notifier.v1.NotifierService/Send'],
    ['orchestrator', '/notifier.v1.NotifierService/Unheard'],
    ['orchestrator', '/agents.v1.AgentService/constructor'],
    ['orchestrator', '/grpc.reflection.v1.ServerReflection/ServerReflectionInfo'],
    [undefined, '/notifier.v1.NotifierService/Send'],
  ])('lets %s not call %s', (caller, path) => {
    expect(mayCall(caller, path)).toBe(false);
  });

  it('lets everybody ask for health', () => {
    expect(mayCall(undefined, '/grpc.health.v1.Health/Check')).toBe(true);
  });
});
