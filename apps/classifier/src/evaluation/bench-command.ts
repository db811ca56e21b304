/**
 * npm run bench:classifier
 *
 * What a classification costs, printed: a hit of the cache in this process and through gRPC, the local stages, and a
 * batch as the hot path sends it. Asks no model and no agents; Redis is used when REDIS_URL names one.
 */
import { createHistogram } from 'node:perf_hooks';
import { z } from 'zod';
import { startService } from '#libs/bootstrap';
import { readConfig } from '#libs/config';
import { ClassifierService, ContentKind, Turn } from '#libs/contracts';
import { GrpcClient } from '#libs/grpc';
import { TurnClassifier } from '../classification/turn-classifier.service.js';
import { classifierConfig } from '../classifier.config.js';
import { ClassifierModule } from '../classifier.module.js';

const nowhere = '127.0.0.1:9';
const grpcPort = 53_553;
const { REDIS_URL } = readConfig(z.object({ REDIS_URL: z.string().default(`redis://${nowhere}`) }));
const config = readConfig(classifierConfig, {
  REDIS_URL,
  ANTHROPIC_API_KEY: 'none',
  ANTHROPIC_BASE_URL: `http://${nowhere}`,
  AGENTS_URL: nowhere,
  LOG_LEVEL: 'fatal',
  OPS_PORT: '0',
  GRPC_PORT: `${grpcPort}`,
  BIND_ADDRESS: '127.0.0.1',
});

const service = await startService(ClassifierModule, config);
const classifier = service.app.get(TurnClassifier);
const client = new GrpcClient(ClassifierService, `127.0.0.1:${grpcPort}`, {
  classify: 'orchestrator.classifier.classify',
});

const turn = (text: string, turnId = '1') => Turn.create({ turnId, text, kind: ContentKind.CONTENT_KIND_TEXT });
const known = turn('quiero hacer un pedido'); // an example: decided locally, then found in the cache
let count = 0;
const letters = () => [...`${++count}`].map((digit) => 'abcdefghij'[Number(digit)]).join('');

const measures: [string, number, () => Promise<unknown>][] = [
  ['cache hit, in process', 20_000, () => classifier.classify([known])],
  ['cache hit, through gRPC', 5_000, () => client.call('classify', { turns: [known] })],
  ['greeting with a token, in process', 20_000, () => classifier.classify([turn(`hola tok-${++count}-1`)])],
  ['short text never seen, local stages', 10_000, () => classifier.classify([turn(`jajaja ${letters()}`)])],
  [
    'batch of 100 greetings, through gRPC',
    500,
    () =>
      client.call('classify', {
        turns: Array.from({ length: 100 }, (_, id) => turn(`hola tok-${++count}-1`, `${id}`)),
      }),
  ],
];

for (const [name, times, run] of measures) {
  const histogram = createHistogram();
  for (let warm = 0; warm < times / 5; warm++) await run();
  for (let time = 0; time < times; time++) {
    const began = process.hrtime.bigint();
    await run();
    histogram.record(process.hrtime.bigint() - began || 1n);
  }
  const [p50, p99] = [50, 99].map((percentile) => (histogram.percentile(percentile) / 1e6).toFixed(4));
  process.stdout.write(`${name.padEnd(40)} p50 ${p50} ms   p99 ${p99} ms\n`);
}

await client.close();
await service.close();
