import type { RunEvent, Usage } from '#libs/contracts';

type Emit = (event: NonNullable<RunEvent['event']>) => void;

/**
 * Says which model answers a run, and says it again when another one goes on with it: after what was used until then, which is
 * the other's no longer.
 */
export function announceModel(emit: Emit, used: () => Usage): (model: string) => void {
  let last: string | undefined;
  return (model) => {
    if (model === last) return;
    if (last !== undefined) emit({ $case: 'usage', value: used() });
    last = model;
    emit({ $case: 'started', value: { model } });
  };
}
