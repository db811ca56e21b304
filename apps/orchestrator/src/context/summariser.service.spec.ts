import { jest } from '@jest/globals';
import { Logger } from '@nestjs/common';
import type { Run } from '#libs/contracts';
import { AppError } from '#libs/errors';
import type { AgentAnswer, AgentsClient } from '../answering/agents.client.js';
import { newSession, type SessionOwner } from '../conversations/state/session-builder.js';
import { newOwner } from '../conversations/state/session-values.stage.js';
import type { SessionController } from '../conversations/state/session-controller.js';
import type { Session } from '../conversations/state/session.schema.js';
import { SUMMARISE_AT } from './plan-summary.js';
import { Summariser } from './summariser.service.js';

const ownerOf = (id: string) => ({ ...newOwner({ id, language: 'es', sessionVersion: 1 }), toSeq: '7' });
const long = (owner: SessionOwner): Session => ({
  ...newSession(owner, 0),
  turns: Array.from({ length: SUMMARISE_AT }, (_, index) => ({
    turnId: `t${index}`,
    agent: '',
    task: 'a',
    answer: 'b',
  })),
});

describe(Summariser.name, () => {
  const execute = jest.fn<(run: Run) => Promise<AgentAnswer>>();
  const keep = jest.fn<SessionController['summarise']>();
  const answer = (said: string): AgentAnswer => ({ text: said, parts: [], tools: [], model: 'm' });
  let summariser: Summariser;

  beforeEach(() => {
    jest.resetAllMocks();
    summariser = new Summariser(
      { execute } as Partial<AgentsClient> as AgentsClient,
      {
        summarise: keep,
      } as Partial<SessionController> as SessionController,
    );
  });

  it('keeps what the summariser says, in the language of the conversation', async () => {
    execute.mockResolvedValue(answer('Wants a cake.'));
    const owner = ownerOf('c');
    summariser.consider(owner, long(owner));
    await summariser.onApplicationShutdown();
    expect(execute.mock.calls[0]![0]).toMatchObject({ agent: 'summariser', language: 'es' });
    expect(keep).toHaveBeenCalledWith(owner, '7', { text: 'Wants a cake.', upToTurn: 't15' });
  });

  it('makes one summary of a conversation at a time, and another when it is asked again', async () => {
    execute.mockResolvedValue(answer('x'));
    const owner = ownerOf('c');
    summariser.consider(owner, long(owner));
    summariser.consider(owner, long(owner));
    await summariser.onApplicationShutdown();
    expect(execute).toHaveBeenCalledTimes(1);
    summariser.consider(owner, long(owner));
    await summariser.onApplicationShutdown();
    expect(execute).toHaveBeenCalledTimes(2);
  });

  it('survives an agent that fails, and asks again with the next turn', async () => {
    const warn = jest.spyOn(Logger.prototype, 'warn').mockImplementation(() => undefined);
    execute.mockRejectedValueOnce(new AppError('MODEL_UNAVAILABLE')).mockResolvedValue(answer('x'));
    const owner = ownerOf('c');
    summariser.consider(owner, long(owner));
    await summariser.onApplicationShutdown();
    expect(keep).not.toHaveBeenCalled();
    expect(warn).toHaveBeenCalledTimes(1);
    summariser.consider(owner, long(owner));
    await summariser.onApplicationShutdown();
    expect(keep).toHaveBeenCalledTimes(1);
  });

  it('is bounded: what finds no place is left to a later turn, without a word', async () => {
    const warn = jest.spyOn(Logger.prototype, 'warn').mockImplementation(() => undefined);
    let end = (): void => undefined;
    const gate = new Promise<void>((open) => (end = open));
    execute.mockImplementation(() => gate.then(() => answer('x')));
    for (let count = 0; count < 200; count += 1) summariser.consider(ownerOf(`c${count}`), long(ownerOf(`c${count}`)));
    expect(execute.mock.calls.length).toBeLessThanOrEqual(4);
    end();
    await summariser.onApplicationShutdown();
    expect(keep).toHaveBeenCalledTimes(104);
    expect(warn).not.toHaveBeenCalled();
  });

  it('leaves short conversations alone', async () => {
    summariser.consider(ownerOf('c'), newSession(ownerOf('c'), 0));
    await summariser.onApplicationShutdown();
    expect(execute).not.toHaveBeenCalled();
  });
});
