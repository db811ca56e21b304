import { prettyFactory } from 'pino-pretty';
import type { Progress } from '../../prepare/progress.mjs';

const COLOURS = [36, 35, 34, 32, 33, 96];
const WORTH_SHOWING = /"level":"(warn|error|fatal)"/;

export interface OutputOptions {
  progress: Progress;
  /** Everything rather than warnings. */
  verbose: boolean;
  format: 'pretty' | 'json';
}

/** Shows what the processes log: by default only what a person should know; everything is in the log files anyway. */
export class AppOutput {
  private readonly options: OutputOptions;
  private readonly format: (line: string) => string;
  private apps = 0;

  constructor(options: OutputOptions) {
    this.options = options;
    const colorize = options.progress.coloured;
    this.format = prettyFactory({
      singleLine: true,
      messageKey: 'message',
      colorize,
      translateTime: 'SYS:HH:MM:ss',
      ignore: 'pid,hostname,service,context',
    });
  }

  /** Takes the output of one app, in chunks. */
  sinkFor(app: string): (chunk: Buffer) => void {
    const colour = COLOURS[this.apps++ % COLOURS.length]!;
    const prefix = this.options.progress.paint(colour, app.padEnd(12));
    let rest = '';
    return (chunk) => {
      const lines = (rest + chunk.toString()).split('\n');
      rest = lines.pop() ?? '';
      for (const line of lines) this.show(prefix, line);
    };
  }

  private show(prefix: string, line: string): void {
    const { progress, verbose, format } = this.options;
    if (line === '' || !(verbose || WORTH_SHOWING.test(line))) return;
    if (format === 'json') return progress.say(line);
    progress.say(`${prefix} ${this.format(line).trimEnd()}`);
  }
}
