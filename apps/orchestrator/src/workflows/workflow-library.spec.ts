import { cpSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ConfigError } from '#libs/config';
import { AppError } from '#libs/errors';
import { until } from '#libs/testing';
import { WorkflowLibrary } from './workflow-library.js';
import { judgeWorkflow, readWorkflowFile } from './load-workflows.js';
import { buildAgents, shippedFolder } from './workflows.stage.js';

describe(WorkflowLibrary, () => {
  let folder: string;
  let libraries: WorkflowLibrary[] = [];
  const open = (contracts = async () => buildAgents) => {
    const library = new WorkflowLibrary({ WORKFLOWS_DIR: folder }, { contracts });
    libraries.push(library);
    library.onModuleInit();
    return library;
  };
  const write = (file: string, text: string) => writeFileSync(join(folder, file), text);
  const one = (name: string, agent: string) =>
    `name: ${name}\ntitle: T\nphases:\n  - name: a\n    agent: ${agent}\n    task: x\n`;

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'workflows-'));
    cpSync(shippedFolder, folder, { recursive: true });
  });
  afterEach(() => {
    libraries.forEach((library) => library.onApplicationShutdown());
    libraries = [];
    rmSync(folder, { recursive: true });
  });

  it('has what is shipped, without the examples of patterns', () => {
    const names = ['bug-fix', 'design-and-implement', 'design-only', 'full-build', 'redeploy'];
    expect(
      open()
        .list()
        .map(({ name }) => name),
    ).toEqual(names);
    expect(
      open()
        .get('full-build')
        .phases.filter(({ name, block }) => name === block)
        .map(({ name }) => name),
    ).toEqual(['plan', 'design', 'content', 'frontend', 'backend', 'review', 'qa', 'deploy']);
  });

  it('fits the agents of builds, examples included', () => {
    const patterns = readdirSync(join(shippedFolder, 'patterns')).map((file) => join(shippedFolder, 'patterns', file));
    const files = readdirSync(shippedFolder)
      .filter((file) => file.endsWith('.yaml'))
      .map((file) => join(shippedFolder, file));
    expect(patterns).toHaveLength(5);
    for (const path of [...patterns, ...files]) {
      expect(judgeWorkflow(readWorkflowFile(path), buildAgents).problems).toBeUndefined();
    }
  });

  it('refuses to start with any mistake, and names all of all files with their lines', () => {
    write('one.yaml', one('one', 'qa').replace('task: x', 'tsk: x'));
    write('two.yaml', one('other', 'qa'));
    write('three.yaml', '{');
    let message = '';
    try {
      open();
    } catch (error) {
      expect(error).toBeInstanceOf(ConfigError);
      message = (error as Error).message;
    }
    expect(message).toMatch(/one\.yaml:6:5: error: unknown field "tsk"/);
    expect(message).toMatch(/two\.yaml:1:1: error: name: expected two/);
    expect(message).toMatch(/three\.yaml:1:2: error/);
    expect(message).not.toContain('full-build');
  });

  it('refuses a folder that is not there or empty', () => {
    rmSync(folder, { recursive: true });
    expect(() => open()).toThrow(/cannot be read \(ENOENT\)/);
    folder = mkdtempSync(join(tmpdir(), 'workflows-'));
    expect(() => open()).toThrow(/holds no \*\.yaml/);
  });

  it('starts without the agents service, and sets aside what does not fit once it answers', async () => {
    write('odd.yaml', one('odd', 'nobody'));
    let isUp = false;
    const library = open(async () => {
      if (!isUp) throw new AppError('PEER_UNREACHABLE');
      return buildAgents;
    });
    expect(library.get('odd').name).toBe('odd');
    isUp = true;
    await until(() => library.list().every(({ name }) => name !== 'odd'));
    expect(library.list()).toHaveLength(5);
    expect(() => library.get('odd')).toThrow(expect.objectContaining({ reason: 'WORKFLOW_INVALID' }) as Error);
    expect(library.get('redeploy').name).toBe('redeploy');
  });

  it('knows no other', () => {
    expect(() => open().get('../full-build')).toThrow(expect.objectContaining({ reason: 'NOT_FOUND' }) as Error);
  });

  it('stays what it was at the start when a file is edited', () => {
    const library = open();
    const { version } = library.get('redeploy');
    write('redeploy.yaml', one('redeploy', 'qa'));
    expect(library.get('redeploy').version).toBe(version);
    expect(open().get('redeploy').version).not.toBe(version);
  });
});
