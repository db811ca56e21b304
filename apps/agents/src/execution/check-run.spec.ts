import { join } from 'node:path';
import { Run } from '#libs/contracts';
import { loadAgents } from '../catalogue/load-agents.js';
import { checkRun } from './check-run.js';

describe(checkRun, () => {
  const catalogue = loadAgents(join(import.meta.dirname, '../../agents'));
  const runs = (agent: string, serving?: string[]) =>
    checkRun(Run.create({ runId: '1', agent, task: 'hola' }), catalogue, serving).name;

  it('lets every agent run on a number that names none', () => {
    expect(runs('commerce')).toBe('commerce');
    expect(runs('commerce', [])).toBe('commerce');
  });

  it.each([
    ['the generalist', ['support', 'concierge'], 'concierge'],
    ['the first of those that it has', ['support', 'information'], 'support'],
  ])('gives what is meant for another number’s agent to %s', (_, serving, taker) => {
    expect(runs('commerce', serving)).toBe(taker);
    expect(runs('support', serving)).toBe('support');
  });

  it('lets an agent that talks to nobody work for every number', () => {
    const silent = {
      ...catalogue.get('concierge')!,
      name: 'clerk',
      use_when: '',
      examples: { es: [], en: [], pt: [] },
    };
    const run = Run.create({ runId: '1', agent: 'clerk', task: 'hola' });
    expect(checkRun(run, new Map([...catalogue, ['clerk', silent]]), ['support']).name).toBe('clerk');
  });

  it('refuses a name that is nobody’s, and a number whose agents are not there', () => {
    expect(() => runs('nobody')).toThrow(expect.objectContaining({ reason: 'UNKNOWN_AGENT' }) as Error);
    expect(() => runs('commerce', ['gone'])).toThrow(expect.objectContaining({ reason: 'UNKNOWN_AGENT' }) as Error);
  });
});
