import { Inject, Injectable } from '@nestjs/common';
import { CHECK_LIMITS, type CheckLimits } from './check-limits.js';
import { type CheckReport, type SiteFile, toReport } from './check-report.js';
import { weighFiles } from './weigh-files.js';

interface CheckOptions {
  signal: AbortSignal;
  screenshot: boolean;
}

/** Says what is wrong with a generated site. What the site holds is only ever data here. */
@Injectable()
export class SiteChecker {
  constructor(@Inject(CHECK_LIMITS) private readonly limits: CheckLimits) {}

  /** @throws AppError OVERLOADED when too many sites wait already, or the reason of the signal */
  async check(files: SiteFile[], { signal }: CheckOptions): Promise<CheckReport> {
    signal.throwIfAborted();
    const { problems, notes } = weighFiles(files, this.limits);
    const bytes = files.reduce((total, { content }) => total + content.length, 0);
    return toReport(problems, notes, { files: files.length, bytes });
  }
}
