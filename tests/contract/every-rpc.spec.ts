import { PATTERN_METADATA } from '@nestjs/microservices/constants.js';
import type { DynamicModule, Type } from '@nestjs/common';
import { agentsConfig } from '../../apps/agents/src/agents.config.js';
import { AgentsModule } from '../../apps/agents/src/agents.module.js';
import { notifierConfig } from '../../apps/notifier/src/notifier.config.js';
import { NotifierModule } from '../../apps/notifier/src/notifier.module.js';
import { orchestratorConfig } from '../../apps/orchestrator/src/orchestrator.config.js';
import { OrchestratorModule } from '../../apps/orchestrator/src/orchestrator.module.js';
import { readConfig } from '#libs/config';
import { AgentService, ArtifactService, BuildService, ConversationService, NotifierService } from '#libs/contracts';
import type { ServiceDefinition } from '#libs/grpc';

/** Enough of an environment for each service to say what it is made of; nothing is started. */
const env = {
  DATABASE_URL: 'postgres://nobody@127.0.0.1:1/none',
  REDIS_URL: 'redis://127.0.0.1:1',
  CLASSIFIER_URL: '127.0.0.1:1',
  AGENTS_URL: '127.0.0.1:1',
  NOTIFIER_URL: '127.0.0.1:1',
  WHATSAPP_ACCESS_TOKEN: 'none',
  ANTHROPIC_API_KEY: 'none',
};

const declared = (key: 'controllers' | 'imports', module: Type): unknown[] =>
  (Reflect.getMetadata(key, module) as unknown[] | undefined) ?? [];

/** Those of a module and of all that it imports. */
function controllersOf(module: DynamicModule | Type): Type[] {
  const { module: type, controllers = [], imports = [] } = 'module' in module ? module : { module };
  const inner = [...imports, ...declared('imports', type)].filter((one) => one !== undefined);
  return [
    ...controllers,
    ...(declared('controllers', type) as Type[]),
    ...(inner as (DynamicModule | Type)[]).flatMap(controllersOf),
  ];
}

/** "service/rpc" of every handler of a service, once for each. */
const handlersOf = (controllers: Type[], service: ServiceDefinition): string[] =>
  controllers.flatMap(({ prototype }) =>
    Object.getOwnPropertyNames(prototype).flatMap((name) => {
      const handler = (prototype as Record<string, unknown>)[name];
      const patterns = (typeof handler === 'function' && Reflect.getMetadata(PATTERN_METADATA, handler)) as
        { service: string; rpc: string }[] | undefined;
      const own = (patterns || []).filter((pattern) => pattern.service === nameOf(service));
      return own.map(({ rpc }) => `${nameOf(service)}/${rpc}`);
    }),
  );
const nameOf = (service: ServiceDefinition): string => Object.values(service)[0]!.path.split('/')[1]!;
const rpcsOf = (service: ServiceDefinition): string[] =>
  Object.entries(service).map(([rpc, { path }]) => `${path.split('/')[1]}/${rpc}`);

describe('every rpc', () => {
  it.each<[string, ServiceDefinition, () => DynamicModule]>([
    ['orchestrator', ConversationService, () => OrchestratorModule.with(readConfig(orchestratorConfig, env))],
    ['orchestrator about builds', BuildService, () => OrchestratorModule.with(readConfig(orchestratorConfig, env))],
    ['notifier', NotifierService, () => NotifierModule.with(readConfig(notifierConfig, env))],
    ['agents', AgentService, () => AgentsModule.with(readConfig(agentsConfig, env))],
    ['agents about what they made', ArtifactService, () => AgentsModule.with(readConfig(agentsConfig, env))],
  ])('of the %s has one handler', (_, service, build) => {
    expect(handlersOf(controllersOf(build()), service).toSorted()).toEqual(rpcsOf(service).toSorted());
  });

  it('is missed when its controller is: the control for the ones above', () => {
    const controllers = controllersOf(NotifierModule.with(readConfig(notifierConfig, env)));
    const served = controllers.filter((one) => handlersOf([one], NotifierService).length > 0);
    expect(served.length).toBeGreaterThan(1);
    expect(handlersOf(served.slice(1), NotifierService).length).toBeLessThan(rpcsOf(NotifierService).length);
  });
});
