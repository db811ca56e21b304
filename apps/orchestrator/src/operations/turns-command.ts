import { z } from 'zod';
import { peerTlsVariables, readOrExit, target } from '#libs/config';
import { ConversationService } from '#libs/contracts';
import { toAppError } from '#libs/errors';
import { GrpcClient, securePeers } from '#libs/grpc';

const USAGE = `usage: npm run turns -- list [how many]
       npm run turns -- replay <turn id> …

ORCHESTRATOR_URL names the orchestrator, default 127.0.0.1:50052.
`;

const config = readOrExit(z.object({ ORCHESTRATOR_URL: target.default('127.0.0.1:50052'), ...peerTlsVariables }));
const { ORCHESTRATOR_URL } = config;
securePeers(config);
const [verb, ...args] = process.argv.slice(2);
const say = (line: string) => process.stdout.write(`${line}\n`);

const client = new GrpcClient(ConversationService, ORCHESTRATOR_URL, {
  listSetAside: 'operator.orchestrator.setAside',
  replayTurns: 'operator.orchestrator.setAside',
});
try {
  if (verb === 'list') await list(Number(args[0] ?? 0));
  else if (verb === 'replay' && args.length > 0) await replay(args);
  else {
    process.stderr.write(USAGE);
    process.exitCode = 64;
  }
} catch (error) {
  process.stderr.write(`The orchestrator at ${ORCHESTRATOR_URL} did not answer: ${toAppError(error).reason}\n`);
  process.exitCode = 1;
} finally {
  await client.close();
}

async function list(limit: number): Promise<void> {
  const { turns } = await client.call('listSetAside', { limit });
  if (turns.length === 0) say('Nothing is set aside.');
  for (const { turnId, setAsideAt, attempts, reason } of turns) {
    say(`${turnId}  ${setAsideAt?.toISOString() ?? ''}  ${reason} after ${attempts} attempts`);
  }
}

async function replay(turnIds: string[]): Promise<void> {
  const { replayedTurnIds } = await client.call('replayTurns', { turnIds });
  const replayed = new Set(replayedTurnIds);
  for (const id of turnIds) {
    say(
      replayed.has(id) ? `${id}  due again` : `${id}  left alone: not set aside, or its conversation is being answered`,
    );
  }
}
