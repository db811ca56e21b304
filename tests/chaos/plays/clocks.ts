import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { shuffled } from '../random.ts';
import type { Stage } from '../stage.ts';

/** Where Debian and its relatives have it; LIBFAKETIME names another place. */
const PLACES = ['x86_64', 'aarch64'].map((cpu) => `/usr/lib/${cpu}-linux-gnu/faketime/libfaketime.so.1`);
export const findFaketime = (): string | undefined =>
  [process.env['LIBFAKETIME'] ?? '', ...PLACES].find((place) => existsSync(place));

/** F26: one orchestrator and one notifier whose clocks jump while they work; timers stay right. */
export async function clockJumps(stage: Stage): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'parley-clock-'));
  const file = join(folder, 'offset');
  const set = (offset: string) => writeFileSync(file, `${offset}\n`);
  set('+0s');
  const env = {
    LD_PRELOAD: findFaketime(),
    FAKETIME_TIMESTAMP_FILE: file,
    FAKETIME_NO_CACHE: '1',
    FAKETIME_DONT_FAKE_MONOTONIC: '1',
  };
  const { stack, model } = stage.world;
  const replicas = [stack.replica('orchestrator', 0), stack.replica('notifier', 0)];
  for (const replica of replicas) await replica.restart(env);
  model.latencyMs = 300;
  await stage.load(
    async () => {
      for (const offset of shuffled(stage.random, ['+1h', '-1h', '+1d', '-1d'])) {
        set(offset);
        stage.count(`clock at ${offset}`);
        await sleep(2_500);
      }
    },
    { rate: 20 },
  );
  for (const replica of replicas) await replica.restart();
  rmSync(folder, { recursive: true });
}
