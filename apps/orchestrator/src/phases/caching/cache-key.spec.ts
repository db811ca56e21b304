import { phase } from '../../builds/builds.stage.js';
import { cacheKey, type PhaseInputs } from './cache-key.js';

const file = (path: string, sha256: string) => ({ path, sha256, size: 1 });
const inputs = (over: Partial<PhaseInputs> = {}): PhaseInputs => ({
  phase: phase('frontend'),
  agent: { definitionHash: 'd', model: 'm' },
  phoneNumberId: '1',
  contactId: 'c',
  language: 'es',
  task: 'Build.',
  files: [file('a', '1'), file('b', '2')],
  changes: [],
  own: [],
  messages: [],
  ...over,
});

describe(cacheKey, () => {
  it('is a full SHA-256, the same for the same inputs in another order', () => {
    expect(cacheKey(inputs())).toMatch(/^[0-9a-f]{64}$/);
    expect(cacheKey(inputs({ files: [file('b', '2'), file('a', '1')] }))).toBe(cacheKey(inputs()));
  });

  it('does not depend on how long a phase may take, or who waits for it', () => {
    const other = phase('frontend', ['plan'], { timeoutMs: 1, attempts: 9, silentMs: 1 });
    expect(cacheKey(inputs({ phase: other }))).toBe(cacheKey(inputs()));
  });

  it.each<[string, Partial<PhaseInputs>]>([
    ['its name', { phase: phase('other') }],
    ['what it writes', { phase: phase('frontend', [], { writes: ['a'] }) }],
    ['the definition of its agent', { agent: { definitionHash: 'e', model: 'm' } }],
    ['the model', { agent: { definitionHash: 'd', model: 'n' } }],
    ['the number', { phoneNumberId: '2' }],
    ['the person', { contactId: 'd' }],
    ['the language', { language: 'en' }],
    ['the task', { task: 'Build!' }],
    ['a file', { files: [file('a', '1'), file('b', '3')] }],
    ['a path', { files: [file('a', '1'), file('c', '2')] }],
    ['a change', { changes: ['blue'] }],
    ['its own files', { own: [file('a', '1')] }],
    ['a message', { messages: [{ from: 'a', to: 'b', kind: 'answer', text: 'x' }] }],
  ])('depends on %s', (_, over) => {
    expect(cacheKey(inputs(over))).not.toBe(cacheKey(inputs()));
  });
});
