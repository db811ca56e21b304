import { Counter, Registry } from 'prom-client';
import { Usage } from '#libs/contracts';
import { RunSpending } from './run-spending.js';

describe(RunSpending, () => {
  const registry = new Registry();
  const registers = [registry];
  const spending = new RunSpending(
    new Counter({ name: 'tokens', help: 't', labelNames: ['agent_type', 'model', 'kind'], registers }),
    new Counter({ name: 'cost', help: 'c', labelNames: ['agent_type', 'model'], registers }),
  );

  it('counts the last word about what a run has used, and passes on what it hears', async () => {
    const heard: string[] = [];
    const { emit, end } = spending.listen('support', ({ $case }) => heard.push($case));
    emit({ $case: 'started', value: { model: 'm' } });
    for (const outputTokens of [5, 7])
      emit({ $case: 'usage', value: Usage.create({ inputTokens: 10, outputTokens, costMicros: '1500000' }) });
    expect(await registry.metrics()).not.toContain('agent_type');
    end();
    const metrics = await registry.metrics();
    expect(metrics).toContain('tokens{agent_type="support",model="m",kind="output"} 7');
    expect(metrics).toContain('cost{agent_type="support",model="m"} 1.5');
    expect(heard).toEqual(['started', 'usage', 'usage']);
  });

  it('counts what each model has used of a run that another one went on with', async () => {
    const { emit, end } = spending.listen('twice', () => undefined);
    const used = (outputTokens: number, costMicros: string) =>
      emit({ $case: 'usage', value: Usage.create({ outputTokens, costMicros }) });
    emit({ $case: 'started', value: { model: 'first' } });
    used(5, '1000000');
    emit({ $case: 'started', value: { model: 'stand-in' } });
    used(8, '1500000');
    end();
    const metrics = await registry.metrics();
    expect(metrics).toContain('tokens{agent_type="twice",model="first",kind="output"} 5');
    expect(metrics).toContain('tokens{agent_type="twice",model="stand-in",kind="output"} 3');
    expect(metrics).toContain('cost{agent_type="twice",model="first"} 1\n');
    expect(metrics).toContain('cost{agent_type="twice",model="stand-in"} 0.5');
  });

  it('counts nothing for a run that has asked no model', async () => {
    spending.listen('idle', () => undefined).end();
    expect(await registry.metrics()).not.toContain('idle');
  });
});
