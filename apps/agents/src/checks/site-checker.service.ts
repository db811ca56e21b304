import { Inject, Injectable, type OnApplicationShutdown } from '@nestjs/common';
import { contentTypeOf, SITE_POLICY } from '#libs/sites';
import { CHECK_LIMITS, type CheckLimits } from './check-limits.js';
import { type CheckProblem, type CheckReport, type Screenshot, type SiteFile, toReport } from './check-report.js';
import { CheckWorker, type Outcome } from './check-worker.js';
import { weighFiles } from './weigh-files.js';
import type { Stage, WorkerUpdate } from './worker-messages.js';

interface CheckOptions {
  signal: AbortSignal;
  /** Whether the report should show the first page. */
  screenshot: boolean;
}

/** In the folder of this file, with its extension: TypeScript in specs, JavaScript in what is built. */
const entry = (name: string): URL =>
  new URL(`${name}${import.meta.url.endsWith('.ts') ? '.ts' : '.js'}`, import.meta.url);

/** Says what is wrong with a generated site. What the site holds is only ever data here: nothing of it runs in this process. */
@Injectable()
export class SiteChecker implements OnApplicationShutdown {
  private readonly reader: CheckWorker;
  private readonly browser: CheckWorker;

  constructor(@Inject(CHECK_LIMITS) private readonly limits: CheckLimits) {
    this.reader = new CheckWorker({
      ...limits,
      entry: entry('./reading/read-site.worker'),
      // It reads its libraries, and may neither write, nor start processes, nor load add-ons.
      flags: ['--max-old-space-size=256', '--permission', '--allow-fs-read=*'],
    });
    this.browser = new CheckWorker({
      ...limits,
      entry: entry('./browsing/browse-site.worker'),
      flags: ['--max-old-space-size=256'],
    });
  }

  /** @throws AppError OVERLOADED when too many sites wait already, or the reason of the signal */
  async check(files: SiteFile[], { signal, screenshot }: CheckOptions): Promise<CheckReport> {
    const { problems, inspected, notes } = weighFiles(files, this.limits);
    const read = new Findings();
    const seen = new Findings();
    if (inspected.length > 0) {
      const { chromium } = this.limits;
      if (!chromium)
        seen.notes.push('There is no Chromium on this machine: no page was opened, and there is no screenshot.');
      await Promise.all([
        this.reader.run({ files: inspected }, signal, read.take).then((outcome) => read.close(outcome, this.limits)),
        chromium &&
          this.browser
            .run({ executablePath: chromium, site: toServed(inspected), screenshot }, signal, seen.take)
            .then((outcome) => seen.close(outcome, this.limits)),
      ]);
    }
    const bytes = files.reduce((total, { content }) => total + content.length, 0);
    const found = [...problems, ...read.problems, ...seen.problems];
    const report = toReport(found, [...notes, ...read.notes, ...seen.notes], { files: files.length, bytes });
    return { ...report, ...(seen.screenshot && { screenshot: seen.screenshot }) };
  }

  async onApplicationShutdown(): Promise<void> {
    await Promise.all([this.reader.close(), this.browser.close()]);
  }
}

/** As the gateway would serve it. */
const toServed = (files: SiteFile[]) => ({
  files: files.map((file) => ({ ...file, type: contentTypeOf(file.path) ?? 'application/octet-stream' })),
  policy: SITE_POLICY,
});

/** More is found only in a site that floods whoever checks it. */
const mostFindings = 2_000;

/** What a worker told until its end, or until it was stopped. */
class Findings {
  readonly problems: CheckProblem[] = [];
  readonly notes: string[] = [];
  screenshot?: Screenshot;
  private stage: Stage = { check: 'html', path: '' };

  readonly take = ({ stage, problems = [], notes = [], screenshot }: WorkerUpdate): void => {
    if (stage) this.stage = stage;
    this.problems.push(...problems.slice(0, mostFindings - this.problems.length));
    this.notes.push(...notes);
    if (screenshot) this.screenshot = { ...screenshot, data: Buffer.from(screenshot.data) };
  };

  /** What was not checked does not pass. */
  close(outcome: Outcome, { timeoutMs }: CheckLimits): void {
    if (outcome === 'done') return;
    const why =
      outcome === 'overdue' ? `took longer than ${timeoutMs / 1000} s` : 'took too much memory or ended by itself';
    this.problems.push({ ...this.stage, severity: 'high', what: `Checking this ${why} and was stopped.` });
  }
}
