export { bootstrap } from './bootstrap.js';
export { type RunningService, type ServiceModule, startService } from './start-service.js';
