import { decidePriority, higher, type Impact } from './priority.js';

const decide = (text: string, impact: Impact = 'inconvenience', recentTickets = 0, isReopened = false) =>
  decidePriority({ text, impact, recentTickets, isReopened });

describe(decidePriority.name, () => {
  it.each([
    ['¿Cómo se lava la manta?', 'question', 'low'],
    ['How do I wash the blanket?', 'question', 'low'],
    ['Como se lava a manta?', 'question', 'low'],
    ['la caja vino abierta', 'inconvenience', 'normal'],
    ['the box came open', 'inconvenience', 'normal'],
    ['a caixa veio aberta', 'inconvenience', 'normal'],
    ['mi lámpara no funciona y es urgente', 'inconvenience', 'high'],
    ["my lamp doesn't work and it's urgent", 'inconvenience', 'high'],
    ['minha luminária não funciona e é urgente', 'inconvenience', 'high'],
    ['me cobraron dos veces', 'inconvenience', 'high'],
    ['you charged me twice', 'inconvenience', 'high'],
    ['vocês me cobraram duas vezes', 'inconvenience', 'high'],
    ['la lámpara echa humo', 'question', 'urgent'],
    ['there is smoke coming out of the lamp', 'question', 'urgent'],
    ['sai fumaça da luminária', 'question', 'urgent'],
  ] as const)('gives "%s" (%s) the priority %s', (text, impact, priority) => {
    expect(decide(text, impact).priority).toBe(priority);
  });

  it.each(['no es urgente, la caja vino abierta', "it's not urgent", 'não é urgente', 'no hay peligro', 'sem perigo'])(
    'does not fall for the denial in "%s"',
    (text) => expect(decide(text).rules).toEqual(['impact:inconvenience']),
  );

  it('rises with what the matter means to the person', () => {
    const priorities = (['question', 'inconvenience', 'blocked', 'danger'] as const).map(
      (impact) => decide('roto', impact).priority,
    );
    expect(priorities).toEqual(['normal', 'normal', 'high', 'urgent']);
  });

  it('rises when a person has to come back', () => {
    expect(decide('la caja vino abierta', 'blocked').priority).toBe('normal');
    expect(decide('la caja vino abierta', 'blocked', 1)).toEqual({
      priority: 'high',
      rules: ['impact:blocked', 'repeated'],
    });
    expect(decide('la caja vino abierta', 'inconvenience', 5).priority).toBe('high');
    expect(decide('la caja vino abierta', 'blocked', 0, true).priority).toBe('high');
  });

  it('says which rules spoke, and the same each time', () => {
    const text = 'ya les escribí: me cobraron dos veces, voy a hablar con mi abogado';
    expect(decide(text)).toEqual({
      priority: 'urgent',
      rules: ['impact:inconvenience', 'words:money', 'words:legal', 'words:again'],
    });
    expect(decide(text)).toEqual(decide(text));
  });

  it.each(['', '😀'.repeat(5_000), 'urgente '.repeat(10_000)])('survives odd text %#', (text) => {
    expect(['low', 'normal', 'high']).toContain(decide(text).priority);
  });
});

describe(higher.name, () => {
  it('never lowers', () => {
    expect(higher('high', 'normal')).toBe('high');
    expect(higher('low', 'urgent')).toBe('urgent');
  });
});
