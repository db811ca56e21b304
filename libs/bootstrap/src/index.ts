export { bootstrap, type ServiceModule } from './bootstrap.js';
