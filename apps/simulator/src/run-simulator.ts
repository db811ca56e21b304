import { Logger } from '@nestjs/common';
import { readOrExit } from '#libs/config';
import { Lifecycle } from '#libs/health';
import { createSimulator } from './create-simulator.js';
import { simulatorConfig } from './simulator.config.js';

/** Starts the simulator from the environment. */
export async function runSimulator(): Promise<void> {
  const config = readOrExit(simulatorConfig);
  const app = await createSimulator(config);
  await app.listen(config.SIMULATOR_PORT, config.BIND_ADDRESS);
  app.get(Lifecycle).serve();
  new Logger('simulator').log({ message: 'ready', port: config.SIMULATOR_PORT });
}
