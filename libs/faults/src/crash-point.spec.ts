import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { runScript, until } from '#libs/testing';
import { armCrashPoints, crashPoint } from './crash-point.js';

/** Hits one point again and again and counts on stdout, a line each. */
const hit = (settings: { crashAt?: string; pauseAt?: string }, times = 5) =>
  runScript(`
    import { writeSync } from 'node:fs';
    import { armCrashPoints, crashPoint } from '#libs/faults';
    armCrashPoints({ ...${JSON.stringify(settings)}, isProduction: false });
    for (let count = 1; count <= ${times}; count += 1) {
      crashPoint('no.during_post');
      writeSync(1, count + '\\n');
    }`);

const isStopped = (pid: number): boolean =>
  process.platform === 'linux'
    ? readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1]!.startsWith('T')
    : execFileSync('ps', ['-o', 'stat=', '-p', `${pid}`], { encoding: 'utf8' }).startsWith('T');

describe(armCrashPoints, () => {
  it.each(['no.such_point', 'or', ':2', 'or.after_claim:0', 'or.after_claim:-1', 'or.after_claim:x', 'a:1:1'])(
    'refuses %p, at which it could never act',
    (name) => {
      expect(() => armCrashPoints({ crashAt: name, isProduction: false })).toThrow(`There is no crash point ${name}.`);
    },
  );

  it.each([{ crashAt: 'or.after_claim' }, { pauseAt: 'or.after_claim' }])('refuses %p in production', (settings) => {
    expect(() => armCrashPoints({ ...settings, isProduction: true })).toThrow(/production/);
  });

  it('takes production without crash points', () => {
    armCrashPoints({ isProduction: true });
    armCrashPoints({ crashAt: '', pauseAt: undefined, isProduction: true });
  });
});

describe(crashPoint, () => {
  it('does nothing where nothing is armed', () => {
    crashPoint('or.after_claim');
  });

  it('kills the process at the point, before anything else happens', async () => {
    const script = hit({ crashAt: 'no.during_post' });
    expect(await script.exited).toEqual({ code: null, signal: 'SIGKILL' });
    expect(script.output.stdout).toBe('');
  });

  it('kills at the n-th hit', async () => {
    const script = hit({ crashAt: 'no.during_post:3' });
    expect(await script.exited).toEqual({ code: null, signal: 'SIGKILL' });
    expect(script.output.stdout).toBe('1\n2\n');
  });

  it('leaves the other points alone: the control for the ones above', async () => {
    const script = hit({ crashAt: 'no.after_response', pauseAt: 'no.after_commit' });
    expect(await script.exited).toEqual({ code: 0, signal: null });
    expect(script.output.stdout).toBe('1\n2\n3\n4\n5\n');
  });

  it('stops the process until SIGCONT, once', async () => {
    const script = hit({ pauseAt: 'no.during_post:2' });
    await until(() => script.output.stdout.startsWith('1\n') && isStopped(script.pid));
    expect(script.output.stdout).toBe('1\n');
    script.kill('SIGCONT');
    expect(await script.exited).toEqual({ code: 0, signal: null });
    expect(script.output.stdout).toBe('1\n2\n3\n4\n5\n');
  });
});
