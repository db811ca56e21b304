import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ConfigError } from '#libs/config';
import { loadAgents } from './load-agents.js';

const good = (name: string) => `---
name: ${name}
description: Helps.
model: standard
limits: { max_tokens: 4000, timeout_s: 60 }
---
You are ${name}.
`;

describe(loadAgents.name, () => {
  let folder: string;
  const write = (file: string, text: string) => writeFileSync(join(folder, file), text);
  const problems = (): string => {
    try {
      loadAgents(folder);
      return '';
    } catch (error) {
      expect(error).toBeInstanceOf(ConfigError);
      return (error as ConfigError).message;
    }
  };

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'agents-'));
    write('constitution.md', '# Rules\nBe kind.\n');
    write('sales.agent.md', good('sales'));
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  it('reads every agent, with defaults and the shared rules before its own', () => {
    write('after-sales.agent.md', good('after-sales').replaceAll('\n', '\r\n'));
    write('notes.md', 'no agent');
    const agents = loadAgents(folder);
    expect([...agents.keys()]).toEqual(['after-sales', 'sales']);
    expect(agents.get('sales')).toEqual({
      name: 'sales',
      description: 'Helps.',
      model: 'standard',
      effort: 'low',
      tools: [],
      read_only: false,
      cacheable: false,
      use_when: '',
      not_when: '',
      examples: { es: [], en: [], pt: [] },
      limits: { max_tokens: 4000, timeout_s: 60 },
      system: ['# Rules\nBe kind.', '<agent name="sales">\nYou are sales.\n</agent>'],
    });
  });

  it('accepts the agents that are shipped, and caches enough of their prompts', () => {
    const agents = loadAgents(join(import.meta.dirname, '../../agents'));
    const { system } = agents.get('concierge')!;
    expect(system[0]!.length / 2.5).toBeGreaterThan(512); // the API caches nothing shorter
  });

  it.each<[string, (text: string) => string, string]>([
    ['no front matter', () => 'You are.', 'front matter'],
    ['broken YAML', (text) => text.replace('name: bad', 'name: "bad'), 'front matter'],
    ['a list for a front matter', (text) => text.replace(/name[^]*60 }/, '- a'), 'front matter'],
    ['another name than its file', (text) => text.replace('name: bad', 'name: good'), 'name'],
    ['a name with a blank', (text) => text.replace('name: bad', 'name: so bad'), 'name'],
    ['no description', (text) => text.replace('description: Helps.\n', ''), 'description'],
    ['an unknown model', (text) => text.replace('standard', 'gpt'), 'model'],
    ['an unknown effort', (text) => text.replace('limits', 'effort: huge\nlimits'), 'effort'],
    ['a tool that is no name', (text) => text.replace('limits', 'tools: [rm -rf]\nlimits'), 'tools.0'],
    ['an unknown lane', (text) => text.replace('limits', 'lane: fast\nlimits'), 'lane'],
    ['a hint that is too long', (text) => text.replace('limits', `use_when: ${'x'.repeat(301)}\nlimits`), 'use_when'],
    ['examples in an unknown language', (text) => text.replace('limits', 'examples: { xx: [a] }\nlimits'), 'examples'],
    ['an empty example', (text) => text.replace('limits', 'examples: { es: [""] }\nlimits'), 'examples.es.0'],
    ['no limits', (text) => text.replace(/limits.*\n/, ''), 'limits'],
    ['too few tokens', (text) => text.replace('4000', '64'), 'limits.max_tokens'],
    ['an unknown output', (text) => text.replace('limits', 'output: poem\nlimits'), 'output'],
    ['a time that nobody waits for in a chat', (text) => text.replace('60 }', '900 }'), 'limits.timeout_s'],
    ['an endless time', (text) => text.replace('60 }', '9000 }'), 'limits.timeout_s'],
    ['a field that nobody knows', (text) => text.replace('limits', 'temperature: 1\nlimits'), 'temperature'],
    ['no prompt', (text) => text.replace('You are bad.\n', ''), 'body'],
    ['nothing at all', () => '', 'empty'],
  ])('names the file and the field of %s', (_, spoil, field) => {
    write('bad.agent.md', spoil(good('bad')));
    expect(problems()).toMatch(new RegExp(`bad\\.agent\\.md: .*${field.replaceAll('.', '\\.')}`));
    expect(problems()).not.toContain('sales.agent.md');
  });

  it('gives agents with an output the rules of builds, with a marker of their own, and more time', () => {
    write('constitution.builds.md', '# Rules of builds\nBe exact.\n');
    write('maker.agent.md', good('maker').replace('limits', 'output: files\nlimits').replace('60 }', '900 }'));
    const { output, system } = loadAgents(folder).get('maker')!;
    expect(output).toBe('files');
    expect(system[0]).toMatch(/^# Rules of builds\nBe exact\.\n\nMarker of these rules: rules-[0-9a-f]{24}\./);
    expect(loadAgents(folder).get('maker')!.system).toEqual(system);
    expect(loadAgents(folder).get('sales')!.system[0]).toBe('# Rules\nBe kind.');
  });

  it('needs the rules of builds only where there are agents of builds', () => {
    write('maker.agent.md', good('maker').replace('limits', 'output: files\nlimits'));
    expect(problems()).toContain('constitution.builds.md: cannot be read (ENOENT)');
  });

  it('ships agents of builds that no turn is given to, each with the least tools that its craft needs', () => {
    const agents = loadAgents(join(import.meta.dirname, '../../agents'));
    const builders = [...agents.values()].filter(({ output }) => output);
    expect(builders.map(({ name }) => name)).toEqual(
      'backend code-reviewer content designer devops frontend planner qa refiner synthesiser'.split(' '),
    );
    for (const { lane, use_when, not_when, examples } of builders)
      expect([lane, use_when, not_when, examples]).toEqual([undefined, '', '', { es: [], en: [], pt: [] }]);
    const having = (tool: string) => builders.filter(({ tools }) => tools.includes(tool)).map(({ name }) => name);
    expect(having('publish_site')).toEqual(['devops']);
    expect(having('check_site')).toEqual(['qa']);
    expect(having('write_file')).toEqual(['backend', 'content', 'designer', 'frontend']);
  });

  it('names all problems of all files at once', () => {
    write('one.agent.md', good('one').replace('standard', 'x').replace('4000', '1'));
    write('two.agent.md', 'x');
    rmSync(join(folder, 'constitution.md'));
    expect(problems().split('\n').slice(1)).toEqual([
      expect.stringContaining('constitution.md: cannot be read (ENOENT)') as string,
      expect.stringContaining('one.agent.md: model') as string,
      expect.stringContaining('one.agent.md: limits.max_tokens') as string,
      expect.stringContaining('two.agent.md: front matter') as string,
    ]);
  });

  it('says when there is no folder, or no agent in it', () => {
    rmSync(join(folder, 'sales.agent.md'));
    expect(problems()).toContain('holds no *.agent.md');
    folder = join(folder, 'nowhere');
    expect(problems()).toContain('AGENTS_DIR: ENOENT');
    folder = join(folder, '..');
  });

  it('lets answers be shared only by agents that change nothing', () => {
    const sharing = good('sales').replace('model:', 'cacheable: true\nmodel:');
    write('sales.agent.md', sharing);
    expect(problems()).toMatch(/sales\.agent\.md: cacheable: expected read_only/);
    write('sales.agent.md', sharing.replace('model:', 'read_only: true\nmodel:'));
    expect(problems()).toBe('');
    write('sales.agent.md', good('sales').replace('model:', 'cacheable: often\nmodel:'));
    expect(problems()).toMatch(/cacheable: expected true or false/);
  });
});
