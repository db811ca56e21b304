import { readFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { poll } from '../../../scripts/launcher/processes/poll.ts';
import { freePort } from '../../../scripts/launcher/stores/free-port.ts';
import { repeatPerson } from '../../environment/fake-model.ts';
import type { Replica } from '../../environment/replica.ts';
import { between } from '../random.ts';
import type { Stage } from '../stage.ts';

/** Of QUICK; a replica that says nothing for longer has lost what it held. */
const LEASE_MS = 1_500;

/** F15: an orchestrator dies with turns in its hands; how long until the last of them is answered. */
export async function orchestratorKilled(stage: Stage): Promise<void> {
  const { stack, model, meta } = stage.world;
  model.latencyMs = 800;
  const crowd = stage.crowd(40);
  await Promise.all(crowd.map((person) => meta.write(person)));
  await sleep(between(stage.random, 50, 600));
  const killedAt = performance.now();
  const victim = stack.replica('orchestrator', between(stage.random, 0, 1));
  victim.kill();
  stage.count(`exit by ${(await victim.waitForExit()).signal}`);
  stage.during = crowd.length;
  model.latencyMs = 0;
  await Promise.all(crowd.map((person) => stage.world.answersTo(person)));
  stage.takeoverMs = performance.now() - killedAt;
}

/** F16: replicas that stop at a named point, lose what they hold and wake up. */
export async function zombies(stage: Stage): Promise<void> {
  const { stack } = stage.world;
  for (const [app, point] of [
    ['notifier', 'no.after_claim'],
    ['notifier', 'no.after_response'],
    ['orchestrator', 'or.before_answer_commit'],
    ['orchestrator', 'or.after_send'],
  ] as const) {
    const replica = stack.replica(app, 0);
    await replica.restart({ PAUSE_AT: point });
    await stage.load(
      async () => {
        await poll(`the pause at ${point}`, () => (isStopped(replica) ? true : undefined));
        stage.count(`paused at ${point}`);
        await sleep(2 * LEASE_MS + 2_500);
        replica.resume();
      },
      { rate: 20 },
    );
    await replica.restart();
  }
}

/** The same person writes while their turn is held by a replica that has slept through its lease: a write of it is fenced, or makes a turn double. */
export async function zombieOfOnePerson(stage: Stage): Promise<void> {
  const { stack, model, meta } = stage.world;
  const replica = stack.replica('orchestrator', 0);
  await replica.restart({ PAUSE_AT: 'or.after_send' });
  const others = stage.crowd(20);
  await Promise.all(others.map((person) => meta.write(person)));
  await poll('the pause', () => (isStopped(replica) ? true : undefined));
  stage.count('paused');
  await sleep(LEASE_MS + 2_500); // somebody else has ended these turns
  model.latencyMs = 4_000;
  await Promise.all(others.map((person) => meta.write(person)));
  stage.during = others.length;
  await sleep(1_000);
  replica.resume();
  await sleep(4_000);
  model.latencyMs = 0;
}

/** Whether a signal has stopped it. */
const isStopped = ({ pid }: Replica): boolean => /\) [Tt] /.test(readFileSync(`/proc/${pid}/stat`, 'latin1'));

/** F17: a loop that never ends in the process that holds turns; then it does. */
export async function blockedLoop(stage: Stage): Promise<void> {
  const { stack, model } = stage.world;
  for (const app of ['orchestrator', 'notifier'] as const) {
    const replica = stack.replica(app, 0);
    const inspector = await freePort();
    await replica.restart({ NODE_OPTIONS: `--inspect=127.0.0.1:${inspector}` });
    model.latencyMs = 200;
    await stage.load(
      async () => {
        const began = performance.now();
        await evaluate(inspector, `{ const until = Date.now() + ${4 * LEASE_MS}; while (Date.now() < until); }`);
        stage.count('seconds blocked', Math.floor((performance.now() - began) / 1_000));
      },
      { rate: 20 },
    );
    await replica.restart();
  }
}

/** F28: an agents replica asks for more memory than it may have. */
export async function outOfMemory(stage: Stage): Promise<void> {
  const { stack, model } = stage.world;
  const replica = stack.replica('agents', 0);
  const inspector = await freePort();
  await replica.restart({ NODE_OPTIONS: `--max-old-space-size=160 --inspect=127.0.0.1:${inspector}` });
  model.latencyMs = 200;
  await stage.load(
    async () => {
      void evaluate(inspector, 'globalThis.hog = []; for (;;) globalThis.hog.push(new Array(1e5).fill({}))').catch(
        () => undefined,
      );
      const { signal, code } = await replica.waitForExit();
      stage.count(`exit ${signal ?? code}`);
      await sleep(2_000);
    },
    { rate: 20 },
  );
}

/** F25: four of each race for the same rows, and each answer has several parts. */
export async function race(stage: Stage): Promise<void> {
  const { model, graph } = stage.world;
  model.script = (request) => ({ kind: 'text', text: `${repeatPerson(request)}\n\n${'and so on '.repeat(450)}` });
  await stage.load(() => sleep(10_000), { people: 40, rate: 40 });
  const epochs = await stage.asAdmin<{ attempts: number; count: number }>(
    'SELECT attempts, count(*)::int FROM notifier.outbox GROUP BY 1 ORDER BY 1',
  );
  stage.notes.push(`sends by attempts: ${JSON.stringify(epochs)}`);
  stage.count('parts sent', graph.accepted.length);
}

/** F29: a message that ends whoever works on it. */
export async function poison(stage: Stage): Promise<void> {
  const { stack, model, meta } = stage.world;
  const victim = stage.person();
  let revived = Promise.resolve();
  model.script = (request) => {
    const text = repeatPerson(request);
    if (text.includes(victim)) {
      stage.count('deaths');
      revived = revived.then(async () => void (await Promise.all(stack.replicas('orchestrator').map(revive))));
      return { kind: 'silence' }; // whoever asks dies before there is an answer
    }
    return { kind: 'text', text };
  };
  model.latencyMs = 100;
  await stage.load(
    async () => {
      const event = await meta.write(victim);
      stage.excused.add(event.wamid);
      stage.maySetAside = 1;
      const isAside = async () =>
        (await stage.asAdmin("SELECT id FROM orchestrator.turns WHERE stage = 'set_aside'")).length > 0
          ? true
          : undefined;
      await poll('a turn that was set aside', isAside, { timeoutMs: 60_000, everyMs: 200 });
      await revived;
    },
    { rate: 5, people: 10 },
  );
  stage.expect(stage.evidence['deaths']! <= 3, `the message was tried ${stage.evidence['deaths']} times`);
}

async function revive(replica: Replica): Promise<void> {
  replica.kill();
  await replica.waitForExit();
  await sleep(200);
  await replica.start();
  await replica.waitUntilReady();
}

interface Target {
  webSocketDebuggerUrl: string;
}

/** In a process that was started with an inspector; resolves when it has been done. */
export async function evaluate(port: number, expression: string): Promise<void> {
  const [target] = (await (await fetch(`http://127.0.0.1:${port}/json/list`)).json()) as [Target];
  const socket = new WebSocket(target.webSocketDebuggerUrl);
  await new Promise<void>((resolve, reject) => {
    socket.onopen = () => socket.send(JSON.stringify({ id: 1, method: 'Runtime.evaluate', params: { expression } }));
    socket.onmessage = () => resolve();
    socket.onerror = () => reject(new Error('the inspector did not answer'));
    socket.onclose = () => reject(new Error('the process is gone'));
  });
  socket.close();
}
