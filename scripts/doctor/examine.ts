import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ask } from './ask.ts';
import type { Deployment } from './deployment.ts';
import { type Finding, warning } from './finding.ts';
import { judgeModel, judgeNumber, judgeSecrets, judgeSites, judgeWebhook } from './judge-outside.ts';
import { judgeQueues, judgeService, judgeVersions } from './judge-services.ts';
import { judgeClocks, judgeDatabase, judgeRedis } from './judge-stores.ts';
import { knownMigrations, lookAtDatabase, lookAtRedis } from './look-at-stores.ts';
import { lookAtModel, lookAtNumber, lookAtServices, lookAtWebhook } from './look-outside.ts';

/** Looks at a whole deployment from outside and says of each part how it is. Changes nothing. */
export async function examine(deployment: Deployment, repo: string): Promise<Finding[]> {
  const { databases, redisUrl, publicUrl, sitesUrl, whatsapp, secrets, isProduction } = deployment;
  const [stores, redis, services, webhook, numbers, model, sites] = await Promise.all([
    Promise.all(
      databases.map(async ({ service, url }) => ({
        service,
        facts: await lookAtDatabase(service, url),
        known: await knownMigrations(repo, service),
      })),
    ),
    lookAtRedis(redisUrl),
    lookAtServices(deployment),
    lookAtWebhook(deployment),
    Promise.all(whatsapp.numbers.map(async (number) => ({ number, answer: await lookAtNumber(deployment, number) }))),
    lookAtModel(deployment),
    sitesUrl ? ask(sitesUrl) : undefined,
  ]);
  const skews: Record<string, number | undefined> = {
    ...Object.fromEntries(stores.map(({ service, facts }) => [`postgres of ${service}`, skewOf(facts)])),
    redis: skewOf(redis),
    gateway: skewOf(webhook.forged),
    ...Object.fromEntries(services.map(({ service, ready }) => [service, skewOf(ready)])),
    ...(model[0] && { 'the model API': skewOf(model[0].answer) }),
  };
  const { version } = JSON.parse(readFileSync(join(repo, 'package.json'), 'utf8')) as { version: string };
  return [
    ...stores.flatMap(({ service, facts, known }) => judgeDatabase(service, facts, known)),
    judgeRedis(redis),
    ...services.map((facts) => judgeService(facts)),
    judgeVersions(services, version),
    ...judgeQueues(services),
    ...judgeWebhook(webhook),
    ...(numbers.length > 0 ? numbers.map(({ number, answer }) => judgeNumber(number, answer)) : [noNumber]),
    ...judgeModel(model),
    judgeSites(sitesUrl, sites, publicUrl),
    judgeClocks(skews),
    judgeSecrets(secrets, isProduction),
  ];
}

const noNumber = warning(
  'numbers',
  'none is named, so whether WhatsApp takes the token was not tried',
  'Set WHATSAPP_PHONE_NUMBER_ID.',
);

const skewOf = (facts: { trouble: string } | { skewMs: number | undefined }): number | undefined =>
  'skewMs' in facts ? facts.skewMs : undefined;
