import { type DynamicModule, Module } from '@nestjs/common';
import { AgentService, ArtifactService } from '#libs/contracts';
import { databaseCheck, DatabaseModule, retentionProvider } from '#libs/database';
import { HealthModule } from '#libs/health';
import { LlmModule } from '#libs/llm';
import { loggingModule, metricsModule } from '#libs/observability';
import { AGENTS_CONFIG, type AgentsConfig } from './agents.config.js';
import { agentsMetrics } from './agents.metrics.js';
import { AnswerCache } from './answers/answer-cache.service.js';
import { AnswerStore } from './answers/answer-store.js';
import { AnswersModule } from './answers/answers.module.js';
import { BuildLoop } from './building/build-loop.js';
import { BuildRunService } from './building/build-run.service.js';
import { BuildToolboxes } from './building/build-toolboxes.js';
import { BusinessDirectory } from './business/business-directory.js';
import { BusinessFacts } from './business/business-facts.js';
import { BusinessModule } from './business/business.module.js';
import { AGENT_CATALOGUE } from './catalogue/agent-catalogue.js';
import { CatalogueController } from './catalogue/catalogue.controller.js';
import { loadAgents } from './catalogue/load-agents.js';
import { NUMBER_AGENTS, type NumberAgentsSource } from './catalogue/number-agents.js';
import { ChecksModule } from './checks/checks.module.js';
import { CartTools } from './commerce/cart.tools.js';
import { CatalogueTools } from './commerce/catalogue.tools.js';
import { CommerceModule } from './commerce/commerce.module.js';
import { OrderTools } from './commerce/order.tools.js';
import { AskFirst } from './confirmations/ask-first.js';
import { ConfirmationsRepository } from './confirmations/confirmations.repository.js';
import { Taps } from './confirmations/taps.js';
import { AgentsController } from './execution/agents.controller.js';
import { AssistedRun } from './execution/assisted-run.js';
import { RunSpending } from './execution/run-spending.js';
import { RunnerService } from './execution/runner.service.js';
import { ToolLoop } from './execution/tool-loop.js';
import { ErasureModule } from './erasure/erasure.module.js';
import { InformationModule } from './information/information.module.js';
import { InformationTools } from './information/information.tools.js';
import { McpModule } from './mcp/mcp.module.js';
import { migrations } from './migrations/index.js';
import { LeakGuard } from './outputs/leak-guard.js';
import { PROMPT_FACTS } from './prompting/prompt-facts.js';
import { retentionRules } from './retention-rules.js';
import { ArtifactsController } from './sites/artifacts.controller.js';
import { CheckSiteTool } from './sites/check-site.tool.js';
import { PublishSiteTool } from './sites/publish-site.tool.js';
import { SitesService } from './sites/sites.service.js';
import { SupportModule } from './support/support.module.js';
import { TicketGauges } from './support/ticket-gauges.js';
import { SupportTools } from './support/support.tools.js';
import { TOOL_SOURCES, type ToolSource } from './tools/tool.js';
import { ToolExecutor } from './tools/tool-executor.js';
import { ToolRegistry } from './tools/tool-registry.js';
import { BlobStore } from './workspace/blob-store.js';
import { WorkspaceTools } from './workspace/workspace.tools.js';

@Module({})
export class AgentsModule {
  static readonly serves = [AgentService, ArtifactService];

  /** @throws ConfigError naming every mistake in the agents' files */
  static with(config: AgentsConfig): DynamicModule {
    return {
      module: AgentsModule,
      imports: [
        loggingModule('agents', config),
        metricsModule('agents', config),
        DatabaseModule.forService({
          url: config.DATABASE_URL,
          poolSize: config.DATABASE_POOL_SIZE,
          allowUnsafe: config.DATABASE_ALLOW_UNSAFE,
          entities: [],
          migrations,
        }),
        HealthModule.forService(databaseCheck),
        LlmModule.with(config),
        AnswersModule.with(config),
        ChecksModule.with(config),
        BusinessModule,
        InformationModule,
        CommerceModule,
        SupportModule,
        ErasureModule,
        McpModule.with(config),
      ],
      controllers: [AgentsController, CatalogueController, ArtifactsController],
      providers: [
        { provide: AGENTS_CONFIG, useValue: config },
        { provide: AGENT_CATALOGUE, useValue: loadAgents(config.AGENTS_DIR) },
        {
          provide: NUMBER_AGENTS,
          inject: [BusinessDirectory],
          useFactory: (directory: BusinessDirectory): NumberAgentsSource => {
            return () => ({ numbers: directory.numberAgents(), businesses: directory.names() });
          },
        },
        ...agentsMetrics,
        TicketGauges,
        { provide: PROMPT_FACTS, useExisting: BusinessFacts },
        {
          provide: TOOL_SOURCES,
          inject: [
            InformationTools,
            SupportTools,
            CatalogueTools,
            CartTools,
            OrderTools,
            WorkspaceTools,
            CheckSiteTool,
            PublishSiteTool,
          ],
          useFactory: (...sources: ToolSource[]) => sources,
        },
        ToolRegistry,
        ConfirmationsRepository,
        AskFirst,
        Taps,
        ToolExecutor,
        ToolLoop,
        AssistedRun,
        AnswerStore,
        AnswerCache,
        LeakGuard,
        BlobStore,
        SitesService,
        WorkspaceTools,
        CheckSiteTool,
        PublishSiteTool,
        BuildToolboxes,
        BuildLoop,
        BuildRunService,
        RunSpending,
        RunnerService,
        retentionProvider(retentionRules(config.BUILD_RETENTION_DAYS)),
      ],
    };
  }
}
