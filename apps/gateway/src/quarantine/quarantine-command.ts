import { z } from 'zod';
import { peerTlsVariables, readOrExit, target } from '#libs/config';
import { QuarantineService } from '#libs/contracts';
import { toAppError } from '#libs/errors';
import { GrpcClient, securePeers } from '#libs/grpc';
import { type Quarantine, runQuarantineCommand } from './run-quarantine-command.js';

const config = readOrExit(z.object({ GATEWAY_URL: target.default('127.0.0.1:50051'), ...peerTlsVariables }));
const { GATEWAY_URL } = config;
securePeers(config);
const grpc = new GrpcClient(QuarantineService, GATEWAY_URL, {
  listQuarantined: 'operator.gateway.quarantine',
  replay: 'operator.gateway.quarantine',
});
const quarantine: Quarantine = {
  list: (request) => grpc.call('listQuarantined', request),
  replay: (request) => grpc.call('replay', request),
};
try {
  process.exitCode = await runQuarantineCommand(process.argv.slice(2), quarantine, (line) =>
    process.stdout.write(`${line}\n`),
  );
} catch (error) {
  process.stderr.write(`The gateway at ${GATEWAY_URL} did not answer: ${toAppError(error).reason}\n`);
  process.exitCode = 1;
} finally {
  await grpc.close();
}
