import { outputContracts, outputNames, type OutputName, toOutputSchema } from './output-contracts.js';

const colour = '#a1B2c3';
const good: Record<OutputName, Record<string, unknown>> = {
  plan: {
    title: 'Sol',
    slug: 'panaderia-sol',
    kind: 'landing',
    workflow: 'full-build',
    summary: 'Una página.',
    sections: ['Portada'],
    features: [],
  },
  design: {
    summary: 'Warm.',
    palette: { background: colour, surface: colour, text: colour, primary: colour, accent: colour },
    fonts: { heading: 'Georgia, serif', body: 'system-ui, sans-serif' },
    layout: 'One column.',
    mood: 'Sunny.',
  },
  files: { summary: 'Wrote it.', files: ['index.html'] },
  review: { passed: true, score: 100, defects: [{ severity: 'low', path: '', what: 'A comma.' }], summary: 'Good.' },
  deployment: { url: 'http://localhost:3001/sites/sol/', summary: 'On the air.' },
  change: { policy: 'merge', targets: ['design'], summary: 'Lo oscurezco.' },
  synthesis: { summary: 'Both.', text: 'Both agree.', agreements: ['all'], disagreements: [] },
  text: { text: 'Words.' },
};

describe('output contracts', () => {
  it.each(outputNames)('accept a good %s, and tell the model of every field', (name) => {
    expect(outputContracts[name].safeParse(good[name]).error).toBeUndefined();
    const schema = toOutputSchema(name);
    expect(schema).toMatchObject({ type: 'object', additionalProperties: false });
    expect(Object.keys(schema.properties!)).toEqual(expect.arrayContaining(Object.keys(good[name])));
    expect(JSON.stringify(toOutputSchema(name))).toBe(JSON.stringify(schema));
  });

  it.each<[string, OutputName, object]>([
    ['a field too many', 'files', { order: 'rm -rf' }],
    ['nothing for a text', 'files', { summary: ' ' }],
    ['101 files', 'files', { files: Array(101).fill('a.js') }],
    ['10 MB of text', 'synthesis', { text: 'x'.repeat(10_000_000) }],
    ['a name with dots', 'plan', { slug: '../etc' }],
    ['a phase too many', 'plan', { phases: Array(21).fill({ name: 'a', agent: 'qa', task: 'b', depends_on: [] }) }],
    ['an unknown workflow', 'plan', { workflow: 'mine' }],
    ['a colour by name', 'design', { palette: { background: 'red' } }],
    ['a score of 101', 'review', { score: 101 }],
    ['an address that is a script', 'deployment', { url: 'javascript:alert(1)' }],
    ['an unknown policy', 'change', { policy: 'drop' }],
  ])('refuse %s', (_, name, spoilt) => {
    expect(outputContracts[name].safeParse({ ...good[name], ...spoilt }).success).toBe(false);
  });
});
