import { existsSync, type FSWatcher, watch } from 'node:fs';
import { join } from 'node:path';
import { buildConfigs } from '../../prepare/build.mjs';
import type { Progress } from '../../prepare/progress.mjs';
import type { Launcher } from '../launcher.ts';
import { type RunningProcess, startProcess } from '../processes/start-process.ts';
import { affectedBy } from './affected-by.ts';

interface WatcherOptions {
  repo: string;
  launcher: Pick<Launcher, 'replace' | 'migrate'>;
  progress: Progress;
  pidFolder: string;
}

/** The compiler writes many files for one change; restarts wait until it has been quiet for this long. */
const QUIET_MS = 300;

/** Compiles on every change, and starts again the processes whose code or files changed. */
export class SourceWatcher {
  private readonly options: WatcherOptions;
  private readonly changed = new Set<string>();
  private readonly watchers: FSWatcher[] = [];
  private readonly compilers: RunningProcess[] = [];
  private timer: NodeJS.Timeout | undefined;
  private restarting: Promise<void> = Promise.resolve();

  private constructor(options: WatcherOptions) {
    this.options = options;
  }

  static async start(options: WatcherOptions): Promise<SourceWatcher> {
    const watcher = new SourceWatcher(options);
    const { repo, progress } = options;
    for (const config of buildConfigs(repo)) watcher.compilers.push(await watcher.startCompiler(config));
    watcher.compilers.push(await watcher.startBundler());
    for (const folder of ['dist/apps', 'dist/libs', 'apps']) watcher.watch(folder);
    progress.note('watching the sources: what a change concerns is started again');
    return watcher;
  }

  stop(): void {
    clearTimeout(this.timer);
    for (const watcher of this.watchers) watcher.close();
    for (const compiler of this.compilers) compiler.kill('SIGKILL');
  }

  private startCompiler(config: string): Promise<RunningProcess> {
    const { repo, progress } = this.options;
    const tsc = join(repo, 'node_modules', 'typescript', 'bin', 'tsc');
    const args = [tsc, '-p', config, '--watch', '--preserveWatchOutput', '--pretty', String(progress.coloured)];
    return this.startTool(`tsc-${config}`, args);
  }

  /** The operators' page needs no restart: the browser loads it again. */
  private startBundler(): Promise<RunningProcess> {
    const vite = join(this.options.repo, 'node_modules', 'vite', 'bin', 'vite.js');
    return this.startTool('vite', [vite, 'build', 'apps/console', '--watch']);
  }

  private startTool(name: string, args: string[]): Promise<RunningProcess> {
    const { repo, progress, pidFolder } = this.options;
    const onOutput = (chunk: Buffer): void => {
      const text = chunk.toString().trim();
      if (/error/.test(text) && !/Found 0 errors/.test(text)) progress.say(text);
    };
    return startProcess({
      name,
      command: process.execPath,
      args,
      env: process.env,
      cwd: repo,
      pidFolder,
      onOutput,
    });
  }

  private watch(folder: string): void {
    const path = join(this.options.repo, folder);
    if (!existsSync(path)) return;
    const onChange = (_: string, file: string | null): void => {
      if (file) this.onChange(join(folder, file));
    };
    this.watchers.push(watch(path, { recursive: true }, onChange).on('error', () => {}));
  }

  private onChange(path: string): void {
    if (affectedBy(path).length === 0) return;
    this.changed.add(path);
    clearTimeout(this.timer);
    this.timer = setTimeout(() => {
      const paths = [...this.changed];
      this.changed.clear();
      this.restarting = this.restarting.then(() => this.restart(paths));
    }, QUIET_MS);
  }

  private async restart(paths: string[]): Promise<void> {
    const { launcher, progress } = this.options;
    const apps = [...new Set(paths.flatMap(affectedBy))];
    const migrated = [...new Set(paths.filter((path) => path.includes('/migrations/')).flatMap(affectedBy))];
    try {
      await launcher.migrate(migrated);
      await Promise.all(apps.map((app) => progress.step(`restarting ${app}`, () => launcher.replace(app))));
    } catch (error) {
      progress.say(error instanceof Error ? error.message : String(error));
    }
  }
}
