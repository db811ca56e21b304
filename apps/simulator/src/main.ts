import { runSimulator } from './run-simulator.js';

await runSimulator();
