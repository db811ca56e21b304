import type { WorkerMessage, WorkerUpdate } from './worker-messages.ts';

// Files of the workers import each other by .ts and use erasable syntax only: specs run them as they are, without a build.

export type Report = (update: WorkerUpdate) => void;

/** Does the jobs that the parent process sends, and ends with it. `work` answers whether the process is spent by it. */
export function serveJobs<Job>(work: (job: Job, report: Report) => Promise<boolean>): void {
  const send = (message: WorkerMessage) => process.connected && process.send?.(message);
  process.on('message', (job: Job) => {
    void work(job, (update) => send({ kind: 'update', update })).then(
      (isSpent) => send({ kind: 'done', isSpent }),
      () => process.exit(1),
    );
  });
  // Ending at once lets the exit handlers run, which kill a browser and remove its profile.
  process.on('disconnect', () => process.exit(0));
  process.on('SIGTERM', () => process.exit(0));
}
