/**
 * npm run eval [-- --with-model]
 *
 * Sends the texts that were kept from learning through the pipeline and prints how well it does. It writes nothing and
 * asks nobody, unless --with-model sends what the local stages leave open to the model of ANTHROPIC_BASE_URL.
 */
import { parseArgs } from 'node:util';
import { z } from 'zod';
import { readConfig } from '#libs/config';
import { ModelService, modelVariables } from '#libs/llm';
import { RouterService } from '../model/router.service.js';
import { isHeldOut, readUtterances } from '../routing/utterances.js';
import { type Chooser, evaluate } from './evaluate.js';
import { reportConfusion, reportLeads, reportRecall, reportStages } from './report.js';

const { values } = parseArgs({ options: { 'with-model': { type: 'boolean', default: false } } });
const variables = z.object({
  UTTERANCES_DIR: z.string().default('apps/classifier/utterances'),
  ROUTER_TIMEOUT_MS: z.coerce.number().default(2_200),
});

// Whoever has seen enough, such as `head`, closes the pipe
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code !== 'EPIPE') throw error;
  process.exit();
});

const print = (title: string, text: string) => process.stdout.write(`\n${title}\n\n${text}\n`);

async function run(chooser: Chooser, name: string): Promise<void> {
  const utterances = readUtterances(readConfig(variables).UTTERANCES_DIR);
  const learnt = utterances.filter((utterance) => !isHeldOut(utterance));
  const held = utterances.filter(isHeldOut);
  process.stdout.write(`${learnt.length} texts learnt, ${held.length} kept for measuring. Model: ${name}\n`);
  const judged = await evaluate(learnt, held, chooser);
  print('By stage and language', reportStages(judged));
  print('Retrieval: the right intent among its first', reportRecall(judged));
  print('Retrieval alone, were it allowed to decide', reportLeads(judged));
  print('Wanted (rows) and decided (columns)', reportConfusion(judged));
  if (chooser !== 'nobody') return;
  const ceiling = await evaluate(learnt, held, 'oracle');
  print('The same with somebody in the place of the model who always knows: the ceiling', reportStages(ceiling));
}

if (values['with-model']) {
  const config = readConfig(z.object(modelVariables).extend(variables.shape));
  const model = new ModelService(config);
  await run(new RouterService(config, model), `${config.MODEL_ROUTER} at ${config.ANTHROPIC_BASE_URL}`);
  await model.onApplicationShutdown();
} else {
  await run('nobody', 'switched off; what the local stages leave open is decided as when the model is away');
}
