import type { MessageRequest } from '../wire/message-request.js';
import { buildSite, playOn, type Run, toRequest } from './building.stage.js';
import { answerAsAgent, findBuildAgent, playAgent } from './play-agent.js';

const data = (name: string, value: string) => `<data name="${name}">${value}</data>`;
const request = data('request', 'a landing page for a bakery called Sol');
const sol = () => buildSite({ request: 'a landing page for a bakery called Sol', language: 'en' });
const namesOf = ({ calls }: { calls: { name: string }[] }) => calls.map(({ name }) => name);

describe('the agents of builds, played by the offline model', () => {
  it.each<[Run['output'], string, string]>([
    ['plan', 'planner', 'planner'],
    ['design', 'designer', 'designer'],
    ['files', 'content', 'content'],
    ['files', 'frontend', 'frontend'],
    ['files', 'backend', 'backend'],
    ['review', 'code-reviewer', 'reviewer'],
    ['review', 'qa', 'tester'],
    ['deployment', 'devops', 'publisher'],
    ['change', 'refiner', 'refiner'],
    ['synthesis', 'synthesiser', 'synthesiser'],
  ])('are known by what they hand in (%s) and by their names: %s', (output, agent, known) => {
    expect(findBuildAgent(toRequest(new Map(), { agent, output, task: '' }))).toBe(known);
  });

  it('are nobody who talks to people', () => {
    const talk: MessageRequest = {
      model: 'm',
      max_tokens: 100,
      messages: [{ role: 'user', content: 'build me a page' }],
    };
    expect(playAgent(talk)).toBeUndefined();
    expect(playAgent({ ...talk, tools: [{ name: 'search', input_schema: { type: 'object' } }] })).toBeUndefined();
    const format = { type: 'json_schema', schema: { properties: { intent: {} } } } as const;
    expect(answerAsAgent({ ...talk, output_config: { format } })).toBeUndefined();
  });

  it('plan in the language of the person, with a name and a kind', () => {
    const task = `Plan it. The request: ${data('request', 'créame una carta para mi bar que se llama El Faro')}`;
    const { result } = playOn(new Map(), { agent: 'planner', output: 'plan', language: 'es', task });
    expect(result).toMatchObject({ title: 'El Faro', slug: 'el-faro', kind: 'menu', workflow: 'full-build' });
    expect(result.summary).toContain('una carta llamada «El Faro»');
    expect(result.sections).toContain('La carta');
  });

  it.each([
    ['only the design of a page for my shop', 'design-only'],
    ['the button of my page does not work, fix it', 'bug-fix'],
    ['publish my page again', 'redeploy'],
  ])('choose the workflow: %s', (text, workflow) => {
    const { result } = playOn(new Map(), { agent: 'planner', output: 'plan', task: data('request', text) });
    expect(result).toMatchObject({ workflow });
  });

  it('read before they write, and write what fits into an answer', () => {
    const files = sol();
    for (const path of ['index.html', 'styles.css', 'app.js', 'assets/icon.svg']) files.delete(path);
    const small = playOn(new Map(files), { agent: 'frontend', output: 'files', task: 'Build.', maxTokens: 5_000 });
    const large = playOn(new Map(files), { agent: 'frontend', output: 'files', task: 'Build.', maxTokens: 64_000 });
    expect(namesOf(large)).toEqual(['read_file', 'read_file', ...Array<string>(4).fill('write_file'), 'submit_result']);
    expect(large.said).toHaveLength(3);
    expect(small.said.length).toBeGreaterThan(large.said.length);
    expect(small.result.files).toEqual(large.result.files);
  });

  it('write nothing where they may not, and hand in only what is there', () => {
    const { calls, result } = playOn(sol(), {
      agent: 'frontend',
      output: 'files',
      writes: [],
      task: 'Say what you think.',
    });
    expect(calls.filter(({ name }) => /write|patch|delete/.test(name))).toEqual([]);
    expect(result.files).toContain('index.html');
  });

  it('leave a page alone that is not theirs', () => {
    const files = new Map([['index.html', '<h1>Mine</h1>']]);
    playOn(files, { agent: 'frontend', output: 'files', task: `Repair it. ${data('request', 'it is broken')}` });
    expect([...files]).toEqual([['index.html', '<h1>Mine</h1>']]);
  });

  it('make a small change as a patch', () => {
    const files = sol();
    const task = `Build. ${data('changes', '- make the title blue')}`;
    const { calls } = playOn(files, { agent: 'frontend', output: 'files', task });
    const patches = calls.filter(({ name }) => name === 'patch_file');
    expect(patches.map(({ input }) => input.path)).toEqual(['styles.css']);
    expect(String(patches[0]!.input.find).length).toBeLessThan(200);
    expect(namesOf({ calls })).not.toContain('write_file');
  });

  it('go on when a tool refuses, and end', () => {
    const { calls, result } = playOn(
      new Map(),
      { agent: 'designer', output: 'design', task: request },
      { write_file: { error: 'no' } },
    );
    expect(namesOf({ calls })).toEqual(['write_file', 'write_file', 'submit_result']);
    expect(result.palette).toBeDefined();
  });

  it('find nothing in a sound site, and what is wrong in another', () => {
    const review = (files: Map<string, string>) =>
      playOn(files, { agent: 'code-reviewer', output: 'review', writes: [], task: 'Review.' }).result;
    expect(review(sol())).toMatchObject({ passed: true, score: 100, defects: [] });
    const bad = sol();
    bad.set(
      'index.html',
      bad.get('index.html')!.replace(' lang="en"', '').replace('src="app.js"', 'src="https://cdn.example/x.js"'),
    );
    bad.set('app.js', `${bad.get('app.js')!}\ndocument.body.innerHTML = location.hash;`);
    const found = review(bad);
    expect(found).toMatchObject({ passed: false });
    expect(JSON.stringify(found.defects)).toMatch(/language[^]*foreign origin[^]*HTML/);
  });

  it('pass on what the checks found, and claim nothing without a report', () => {
    const test = (answer: object) =>
      playOn(sol(), { agent: 'qa', output: 'review', tools: ['check_site'], task: 'Test.' }, { check_site: answer })
        .result;
    expect(test({ passed: true, problems: [], notes: [] })).toMatchObject({ passed: true, score: 100 });
    const problem = { check: 'console', severity: 'high', path: 'app.js', line: 3, what: 'x is not defined' };
    expect(test({ passed: false, problems: [problem] })).toMatchObject({
      passed: false,
      defects: [{ severity: 'high', path: 'app.js', what: 'x is not defined (line 3)' }],
    });
    expect(test({ error: 'unavailable' })).toMatchObject({ passed: false, score: 0 });
  });

  it('publish once and hand in the address that was answered', () => {
    const run: Run = { agent: 'devops', output: 'deployment', tools: ['publish_site'], task: 'Publish.' };
    const { calls, result } = playOn(sol(), run, { publish_site: { url: 'http://localhost:3001/sites/sol/' } });
    expect(namesOf({ calls })).toEqual(['publish_site', 'submit_result']);
    expect(result.url).toBe('http://localhost:3001/sites/sol/');
    expect(playOn(sol(), run, { publish_site: { error: 'unavailable' } }).result).toEqual({});
  });

  it.each([
    ['make it darker', 'merge', ['design']],
    ['añade un formulario de contacto', 'merge', ['content']],
    ['make the title blue', 'merge', ['frontend']],
    ['muda o nome para Luna', 'merge', ['content']],
    ['when it is done, add the opening hours', 'wait', ['content']],
    ['forget it, make me a calculator instead', 'replace', ['plan', 'design', 'content', 'frontend', 'review']],
  ])('say who works again for a change: %s', (wish, policy, targets) => {
    const phases = [
      ['plan', 'planner'],
      ['design', 'designer'],
      ['content', 'content'],
      ['frontend', 'frontend'],
      ['review', 'code-reviewer'],
    ].map(([name, agent]) => `${name} (${agent}, done)`);
    const task = `The wish: ${data('change', wish)}\n${data('request', 'a bakery page')}\nPhases: ${data('phases', phases.join('\n'))}`;
    expect(playOn(new Map(), { agent: 'refiner', output: 'change', task }).result).toMatchObject({ policy, targets });
  });
});
