import { isPortFree } from '../stores/free-port.ts';
import { SettingsError } from './choose-apis.ts';
import type { Ports } from './app-environment.ts';
import { APPS, type App, TABLE } from './service-table.ts';

export interface ChosenPorts {
  ports: Record<App, Ports>;
  /** Sentences about public ports that are not the usual ones. */
  notes: string[];
}

type IsFree = (port: number) => Promise<boolean>;

const TRIES = 500;

/**
 * Gives every process its ports. A public port that the person asked for must be free; a usual one that is busy makes way
 * for the next free one, which is said; inner ports do so quietly.
 * @throws SettingsError when a port that was asked for is busy or no port
 */
export async function choosePorts(env: NodeJS.ProcessEnv, isFree: IsFree = isPortFree): Promise<ChosenPorts> {
  const taken = new Set<number>();
  const notes: string[] = [];
  const next = async (wanted: number): Promise<number> => {
    for (let port = wanted; port < wanted + TRIES; port++) {
      if (taken.has(port) || !(await isFree(port))) continue;
      taken.add(port);
      return port;
    }
    throw new SettingsError(`none of the ports ${wanted} to ${wanted + TRIES - 1} is free`);
  };
  const openPort = async (
    says: string,
    place: { variable: string; port: number } | undefined,
  ): Promise<number | undefined> => {
    if (!place) return undefined;
    const asked = env[place.variable];
    if (asked) return claim(place.variable, parsePort(place.variable, asked), isFree, taken);
    const port = await next(place.port);
    if (port !== place.port)
      notes.push(`port ${place.port} is busy: ${says} ${port} (set ${place.variable} to choose)`);
    return port;
  };
  const chosen: Partial<Record<App, Ports>> = {};
  // First: they are the ones that people know
  for (const app of APPS) chosen[app] = { public: await openPort(`the ${app} takes`, TABLE[app].publicPort) };
  for (const app of APPS) chosen[app]!.sites = await openPort(`the sites of the ${app} take`, TABLE[app].sitesPort);
  for (const app of APPS) {
    const { opsPort, grpcPort } = TABLE[app];
    chosen[app] = { ...chosen[app], ops: opsPort && (await next(opsPort)), grpc: grpcPort && (await next(grpcPort)) };
  }
  return { ports: chosen as Record<App, Ports>, notes };
}

function parsePort(variable: string, value: string): number {
  const port = Number(value);
  if (Number.isInteger(port) && port > 0 && port < 65_536) return port;
  throw new SettingsError(`${variable} is "${value}": expected a port from 1 to 65535`);
}

async function claim(variable: string, port: number, isFree: IsFree, taken: Set<number>): Promise<number> {
  if (taken.has(port) || !(await isFree(port))) {
    throw new SettingsError(
      `port ${port} (${variable}) is busy: end what listens there, or set ${variable} to another port`,
    );
  }
  taken.add(port);
  return port;
}
