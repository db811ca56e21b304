import { bootstrap } from '#libs/bootstrap';
import { orchestratorConfig } from './orchestrator.config.js';
import { OrchestratorModule } from './orchestrator.module.js';

await bootstrap(OrchestratorModule, orchestratorConfig);
