import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import { Test } from '@nestjs/testing';
import { tokensOfExchange } from '../../apps/orchestrator/src/context/estimate-tokens.js';
import { ModelModule } from '../../apps/simulator/src/model/model.module.js';
import { readDialogues } from './read-dialogues.js';

/** The emulated count endpoint follows the ratio that the model's documentation gives; it counts bytes, and roles by its own rule. */
describe('the local estimate of tokens, beside the count endpoint', () => {
  let app: NestFastifyApplication;

  beforeAll(async () => {
    const module = await Test.createTestingModule({ imports: [ModelModule] }).compile();
    app = module.createNestApplication<NestFastifyApplication>(new FastifyAdapter());
    await app.listen(0, '127.0.0.1');
  });
  afterAll(() => app.close());

  const count = async (turns: [string, string][]): Promise<number> => {
    const messages = turns.flatMap(([task, answer]) => [
      { role: 'user', content: task },
      { role: 'assistant', content: answer },
    ]);
    const response = await fetch(`${await app.getUrl()}/anthropic/v1/messages/count_tokens`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'anthropic-version': '2023-06-01', 'x-api-key': 'offline' },
      body: JSON.stringify({ model: 'claude-haiku-5-5', messages: [...messages, { role: 'user', content: 'x' }] }),
    });
    const { input_tokens: tokens } = (await response.json()) as { input_tokens: number };
    return tokens;
  };

  it.each(readDialogues())('is within a tenth for $name', async ({ turns }) => {
    const estimated = turns.reduce((sum, [task, answer]) => sum + tokensOfExchange({ task, answer }), 0);
    const counted = await count(turns);
    expect(estimated / counted).toBeGreaterThan(0.9);
    expect(estimated / counted).toBeLessThan(1.1);
  });
});
