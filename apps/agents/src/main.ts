import { bootstrap } from '#libs/bootstrap';
import { agentsConfig } from './agents.config.js';
import { AgentsModule } from './agents.module.js';

await bootstrap(AgentsModule, agentsConfig);
