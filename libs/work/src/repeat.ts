interface RepeatOptions {
  /** Share of the period by which each pause may be longer or shorter. */
  jitter?: number;
  onError: (error: unknown) => void;
}

/** Runs `action` again and again, never two at once, and whatever fails; call the result to stop. */
export function repeat(
  periodMs: number,
  action: () => Promise<void>,
  { jitter = 0, onError }: RepeatOptions,
): () => void {
  let timer: NodeJS.Timeout;
  let isStopped = false;
  const next = () => {
    if (!isStopped) timer = setTimeout(() => void turn(), periodMs * (1 + jitter * (2 * Math.random() - 1))).unref();
  };
  const turn = async () => {
    await action().catch(onError);
    next();
  };
  next();
  return () => {
    isStopped = true;
    clearTimeout(timer);
  };
}
