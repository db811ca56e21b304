import { type Fault, faultSchema } from './fault.schema.js';
import { FaultRules } from './fault-rules.service.js';
import { defaultKnobs } from './knobs.schema.js';
import { KnobsService } from './knobs.service.js';
import { ResetSignal } from './reset-signal.service.js';

describe(FaultRules, () => {
  const reset = new ResetSignal();
  const knobs = new KnobsService();
  const rules = new FaultRules(knobs, reset);
  const fault = (when: Fault['when'], more: Partial<Fault> = {}): Fault => ({
    endpoint: 'messages',
    effect: 'hang',
    when,
    ...more,
  });
  const fire = (count: number, contact?: string) =>
    Array.from({ length: count }, () => (rules.next('messages', contact) ? 'x' : '.')).join('');

  beforeEach(() => {
    reset.next();
    knobs.turn(defaultKnobs);
  });

  it.each<[string, Fault['when'], string]>([
    ['every call', 'always', 'xxxxxx'],
    ['the next two', { next: 2 }, 'xx....'],
    ['every third', { every: 3 }, '..x..x'],
    ['every call to one person', { contact: '+34600' }, 'xxxxxx'],
    ['the next call to one person', { contact: '34600', next: 1 }, 'x.....'],
    ['no call, being about somebody else', { contact: '+34601' }, '......'],
  ])('fires for %s', (_, when, expected) => {
    rules.add(fault(when));
    expect(fire(6, '+34600')).toBe(expected);
  });

  it('lets calls to other endpoints alone', () => {
    rules.add(fault('always', { endpoint: 'read' }));
    expect(fire(2)).toBe('..');
  });

  it('lets the oldest rule that fires win, and counts what each did', () => {
    rules.add(fault({ next: 1 }));
    rules.add(fault('always', { effect: 'slow' }));
    expect([rules.next('messages', undefined)?.effect, rules.next('messages', undefined)?.effect]).toEqual([
      'hang',
      'slow',
    ]);
    expect(rules.list()).toMatchObject([{ fired: 1 }, { fired: 1 }]);
  });

  it('forgets one rule, or all', () => {
    const { id } = rules.add(fault('always'));
    expect(rules.remove(id)).toBe(true);
    expect(rules.remove(id)).toBe(false);
    rules.add(fault('always'));
    rules.clear();
    expect(fire(1)).toBe('.');
  });

  it('draws faults from the knobs the same way for the same seed', () => {
    const draw = () => {
      knobs.turn({ seed: 7, dropResponseRate: 0.3 });
      return fire(40);
    };
    const first = draw();
    expect(draw()).toBe(first);
    expect(first).toContain('x');
    expect(first).toContain('.');
    knobs.turn({ seed: 8 });
    expect(fire(40)).not.toBe(first);
  });

  it('refuses as many sends with the code of the knob as are ordered', () => {
    knobs.turn({ errorCode: 131048, errorCount: 2 });
    expect([1, 2, 3].map(() => rules.next('messages', undefined)?.code)).toEqual([131048, 131048, undefined]);
    expect(knobs.current).toMatchObject({ errorCode: null, errorCount: 0 });
  });
});

describe('the schema of faults', () => {
  it.each([
    ['an unknown endpoint', { endpoint: 'sms', effect: 'hang' }],
    ['an unknown effect', { endpoint: 'messages', effect: 'explode' }],
    ['a Graph error without code', { endpoint: 'messages', effect: 'graph-error' }],
    ['a failed status on another endpoint', { endpoint: 'messages', effect: 'failed', code: 131026 }],
    ['next and every at once', { endpoint: 'messages', effect: 'hang', when: { next: 1, every: 2 } }],
    ['late statuses without a delay', { endpoint: 'statuses', effect: 'late' }],
    ['an unknown member', { endpoint: 'messages', effect: 'hang', often: true }],
  ])('refuses %s', (_, fault) => {
    expect(faultSchema.safeParse(fault).success).toBe(false);
  });
});
