export { bootstrap, type BootstrapOptions } from './bootstrap.js';
