import { z } from 'zod';
import { port, processConfig } from '#libs/config';

export const classifierConfig = processConfig.extend({
  OPS_PORT: port(9103),
  GRPC_PORT: port(50053),
});

export type ClassifierConfig = Readonly<z.infer<typeof classifierConfig>>;
