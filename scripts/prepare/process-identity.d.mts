export function startTimeOf(pid: number): string | undefined;
export function isRunning(identity: { pid: number; startTime?: string | undefined }): boolean;
