import { bootstrap } from '#libs/bootstrap';
import { gatewayConfig } from './gateway.config.js';
import { GatewayModule } from './gateway.module.js';

await bootstrap(GatewayModule, gatewayConfig);
