import { jest } from '@jest/globals';
import { ListAgentsResponse } from '#libs/contracts';
import { AppError } from '#libs/errors';
import { AgentIndex } from './agent-index.js';

const response = (...names: string[]) =>
  ListAgentsResponse.fromPartial({
    agents: names.map((name) => ({ name, definitionHash: 'h', model: 'm', output: 'files' })),
  });

describe(AgentIndex, () => {
  const list = jest.fn<() => Promise<ListAgentsResponse>>();
  const index = (AGENTS_REFRESH_MS = 60_000) => new AgentIndex({ list }, { AGENTS_REFRESH_MS });
  beforeEach(() => list.mockReset().mockResolvedValue(response('frontend')));

  it('asks once for many, and again when its time is over or somebody says that it is wrong', async () => {
    const agents = index(40);
    await Promise.all([agents.get('frontend'), agents.get('frontend')]);
    expect(list).toHaveBeenCalledTimes(1);
    agents.forget();
    await agents.get('frontend');
    expect(list).toHaveBeenCalledTimes(2);
    await new Promise((resolve) => setTimeout(resolve, 60));
    await agents.get('frontend');
    expect(list).toHaveBeenCalledTimes(3);
  });

  it('looks again for an agent that is not known before it says so', async () => {
    const agents = index();
    await agents.get('frontend');
    list.mockResolvedValue(response('frontend', 'novel'));
    expect(await agents.get('novel')).toMatchObject({ name: 'novel', output: 'files' });
    await expect(agents.get('nobody')).rejects.toMatchObject({ reason: 'UNKNOWN_AGENT' });
  });

  it('tells the contracts as they are now, however fresh it is', async () => {
    const agents = index();
    await agents.get('frontend');
    list.mockResolvedValue(response('frontend', 'novel'));
    expect(await agents.contracts()).toEqual(
      new Map([
        ['frontend', 'files'],
        ['novel', 'files'],
      ]),
    );
  });

  it('knows whose number it is: its own business, else that of all others', async () => {
    list.mockResolvedValue(
      ListAgentsResponse.fromPartial({
        agents: [{ name: 'frontend' }],
        businesses: [
          { phoneNumberId: '1', name: 'The bar' },
          { phoneNumberId: '2', name: '' },
          { phoneNumberId: '', name: 'The shop' },
        ],
      }),
    );
    const agents = index();
    expect(await Promise.all(['1', '2', '3'].map((number) => agents.businessOf(number)))).toEqual([
      'The bar',
      '',
      'The shop',
    ]);
  });

  it('goes on with what it knows while the agents service is away, and says so when it knows nothing', async () => {
    const agents = index();
    await agents.get('frontend');
    list.mockRejectedValue(new AppError('PEER_UNAVAILABLE'));
    agents.forget();
    expect(await agents.get('frontend')).toMatchObject({ model: 'm' });
    await expect(index().get('frontend')).rejects.toMatchObject({ reason: 'PEER_UNREACHABLE' });
  });
});
