import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { runScript } from '#libs/testing';
import { buildAgents, shippedFolder } from './workflows.stage.js';

describe('the workflow command', () => {
  let folder: string;
  const run = async (...args: string[]) => {
    const argv = JSON.stringify(['node', 'workflow', ...args]);
    const command = `process.argv = ${argv}; await import('./apps/orchestrator/src/workflows/workflow-command.ts')`;
    const script = runScript(command, { AGENTS_DIR: folder });
    const { code } = await script.exited;
    return { code, ...script.output };
  };

  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'workflow-command-'));
    for (const [name, output] of buildAgents) {
      writeFileSync(
        join(folder, `${name}.agent.md`),
        `---\nname: ${name}\n${output && `output: ${output}\n`}---\nYou are.\n`,
      );
    }
  });
  afterAll(() => rmSync(folder, { recursive: true }));

  it('finds nothing wrong with what is shipped', async () => {
    const { code, stdout, stderr } = await run('check');
    expect(stderr).toBe('');
    expect(stdout.split('\n').filter(Boolean)).toHaveLength(10);
    expect(stdout).toMatch(/^full-build: 16 phases, version [0-9a-f]{12}$/m);
    expect(code).toBe(0);
  });

  it('prints problems like a compiler, and fails', async () => {
    const file = join(folder, 'bad.yaml');
    writeFileSync(
      file,
      'name: bad\ntitle: T\nphases:\n  - name: a\n    agent: nobody\n    depends_on: [a]\n    task: "{{x}}"\n',
    );
    const { code, stdout, stderr } = await run('check', file);
    expect(stderr.split('\n').map((line) => line.replace(file, 'bad.yaml'))).toEqual([
      'bad.yaml:5:12: error: there is no agent "nobody"',
      'bad.yaml:6:18: error: cycle: a → a',
      expect.stringContaining('bad.yaml:7:12: error: there is no variable "x"'),
      '3 problems',
      '',
    ]);
    expect([code, stdout]).toEqual([1, '']);
  });

  it('prints a graph for Mermaid, in which every arrow joins phases that there are', async () => {
    const { code, stdout } = await run('graph', join(shippedFolder, 'full-build.yaml'));
    expect(stdout).toMatch(/^---\ntitle: "Complete web app"\n---\nflowchart TD\n {2}p-plan\["plan<br\/>planner"\]\n/);
    expect(stdout).toContain('  subgraph review-block [review]\n');
    expect(stdout).toContain('  p-review-check-1 -. "passed = false" .-> p-review-fix-1\n');
    expect(stdout).toContain('    p-review{"review<br/>best version"}\n');
    expect(stdout).toContain('  p-deploy[["deploy<br/>devops"]]\n');
    const nodes = new Set([...stdout.matchAll(/^ +(p-[\w-]+)[[{]/gm)].map(([, id]) => id));
    const ends = [...stdout.matchAll(/^ {2}(p-[\w-]+) (?:-->|-\. .* \.->) (p-[\w-]+)$/gm)].flatMap(([, from, to]) => [
      from,
      to,
    ]);
    expect(nodes.size).toBe(16);
    expect(ends.length).toBeGreaterThan(30);
    expect(ends.filter((id) => !nodes.has(id))).toEqual([]);
    expect(code).toBe(0);
  });

  it.each([[[]], [['graph']], [['graph', 'a', 'b']], [['draw', 'a']]])(
    'explains itself when called with %j',
    async (args) => {
      const { code, stderr } = await run(...args);
      expect(stderr).toMatch(/^usage: npm run workflow -- check/);
      expect(code).toBe(64);
    },
  );

  it('says when a file cannot be read', async () => {
    const { code, stderr } = await run('check', 'nowhere.yaml');
    expect(stderr).toBe('nowhere.yaml cannot be read (ENOENT)\n');
    expect(code).toBe(1);
  });
});
