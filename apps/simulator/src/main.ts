import { readOrExit } from '#libs/config';
import { simulatorConfig } from './simulator.config.js';
import { startSimulator } from './start-simulator.js';

await startSimulator(readOrExit(simulatorConfig));
