import { spawnSync } from 'node:child_process';
import { podman, podmanArguments } from '../../scripts/images/engine.ts';

/** As pods run: no root, no capabilities, nothing to write on but /tmp. The limits are what a container may always ask for. */
const RESTRICTED = [
  '--network=host',
  '--read-only',
  '--read-only-tmpfs=false',
  '--tmpfs=/tmp:size=64m,mode=1777',
  '--cap-drop=ALL',
  '--security-opt=no-new-privileges',
  '--user=10001:10001',
  '--ulimit=nofile=20000:20000',
  '--ulimit=nproc=4096:4096',
];

const variables = (environment: Record<string, string>): string[] =>
  Object.entries(environment).flatMap(([name, value]) => ['--env', `${name}=${value}`]);

/** Runs it to its end. */
export function runToEnd(image: string, environment: Record<string, string>, command: string[] = []) {
  const entrypoint = command.length > 0 ? ['--entrypoint', JSON.stringify(command)] : [];
  const args = podmanArguments(['run', '--rm', ...RESTRICTED, ...variables(environment), ...entrypoint, image]);
  const { status, stdout, stderr } = spawnSync('podman', args, { encoding: 'utf8', timeout: 120_000 });
  return { status, output: `${stdout}${stderr}` };
}

/** One that goes on until it is stopped. */
export class Container {
  private readonly id: string;

  constructor(image: string, environment: Record<string, string>) {
    this.id = podman(['create', ...RESTRICTED, ...variables(environment), image]);
  }

  /** @returns milliseconds from its start to the first answer of a ready process */
  async startUntilReady(port: string): Promise<number> {
    const started = performance.now();
    podman(['start', this.id]);
    while (performance.now() - started < 60_000) {
      const isReady = await fetch(`http://127.0.0.1:${port}/health/ready`).then(
        ({ ok }) => ok,
        () => false,
      );
      if (isReady) return performance.now() - started;
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
    throw new Error(`not ready within 60 s:\n${this.log()}`);
  }

  /** Its uid, effective capabilities, and what a write to the root says. */
  inside(): string {
    const script =
      "const fs = require('fs'); const [, caps] = /CapEff:\\s*(\\w+)/.exec(fs.readFileSync('/proc/self/status', 'utf8'));" +
      "let said = 'written'; try { fs.writeFileSync('/parley/x', '') } catch ({ code }) { said = code }" +
      'console.log(process.getuid(), caps, said)';
    return podman(['exec', this.id, 'node', '-e', script]);
  }

  /** @returns its exit code; 137 when it had to be killed */
  stop(seconds: number): number {
    podman(['stop', '--time', String(seconds), this.id]);
    return Number(podman(['inspect', '--format', '{{.State.ExitCode}}', this.id]));
  }

  log(): string {
    const { stdout, stderr } = spawnSync('podman', podmanArguments(['logs', '--tail', '20', this.id]), {
      encoding: 'utf8',
    });
    return `${stdout}${stderr}`;
  }

  remove(): void {
    podman(['rm', '--force', '--time', '1', this.id]);
  }
}
