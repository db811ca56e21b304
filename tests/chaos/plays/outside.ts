import { setTimeout as sleep } from 'node:timers/promises';
import { repeatPerson, type ModelAnswer } from '../../environment/fake-model.ts';
import { type GraphOutcome, outcomes } from '../../environment/graph-outcome.ts';
import { tokensIn } from '../../environment/meta.ts';
import type { Stage } from '../stage.ts';

/** F21: each way in which a model fails, at random, a third of all calls; the connection is cut in some answers too. */
export async function modelFaults(stage: Stage): Promise<void> {
  const { model, graph, meta } = stage.world;
  const faults: Record<string, ModelAnswer> = {
    '429': { kind: 'error', status: 429, type: 'rate_limit_error' },
    '429 with retry-after': { kind: 'error', status: 429, type: 'rate_limit_error', retryAfterSeconds: 1 },
    '529': { kind: 'error', status: 529, type: 'overloaded_error' },
    '500': { kind: 'error', status: 500, type: 'api_error' },
    'stream cut': { kind: 'broken', text: 'You sa', how: 'cut' },
    'error in the stream': { kind: 'broken', text: 'You sa', how: 'error' },
    'arguments of a tool that are none': { kind: 'tool', name: 'no_such_tool', input: 'no object' },
    'empty content': { kind: 'text', text: '' },
    refusal: { kind: 'text', text: '', stopReason: 'refusal' },
  };
  stage.takesSentences = true;
  const before = model.callCount;
  const names = Object.keys(faults);
  model.script = (request) => {
    if (stage.random() > 1 / 3) return { kind: 'text', text: repeatPerson(request) };
    const name = names[Math.floor(stage.random() * names.length)]!;
    stage.count(name);
    return faults[name]!;
  };
  await stage.load(() => sleep(8_000), { rate: 20 });
  await meta.settled();
  const calls = model.callCount - before;
  stage.notes.push(`${calls} calls of the model for ${meta.acked.length} messages`);
  // Words without a token are the sentence that people get instead of an answer
  stage.notes.push(`${graph.accepted.filter(({ text }) => tokensIn(text).length === 0).length} honest sentences`);
}

/** F22: each thing that the Graph API may do with a first attempt, at random; a second one is taken. */
export async function graphFaults(stage: Stage): Promise<void> {
  const { graph } = stage.world;
  const faults: Record<string, GraphOutcome> = {
    'taken, answer lost': outcomes.answerLost,
    'taken, answer cut': outcomes.bodyCut,
    'taken, 500': outcomes.acceptedThen500,
    'taken, unreadable answer': outcomes.acceptedUnreadable,
    'taken, silence': outcomes.acceptedThenSilent,
    'not taken, 500': outcomes.refused500,
    'not taken, cut': outcomes.cutBeforeAccept,
    'too many to one person': outcomes.throttledPair,
    'too many of the number': outcomes.throttledNumber,
  };
  const names = Object.keys(faults);
  graph.program = ({ biz_opaque_callback_data: opaque }) => {
    if (!opaque?.endsWith('.1') || stage.random() > 0.2) return outcomes.accepted;
    const name = names[Math.floor(stage.random() * names.length)]!;
    stage.count(name);
    return faults[name]!;
  };
  await stage.load(() => sleep(8_000), { rate: 20, people: 60 });
}

/** F24: no webhook comes in while sends are unknown, and the statuses of these come long after. */
export async function intakeDown(stage: Stage): Promise<void> {
  const { stack, graph, meta } = stage.world;
  const held: (() => void)[] = [];
  const lost = new Set<string>();
  graph.onAccept = (send) => {
    if (lost.has(send.to)) held.push(() => meta.sendStatuses(send));
    else meta.sendStatuses(send);
  };
  graph.program = ({ to }) => (lost.has(to?.replace('+', '') ?? '') ? outcomes.answerLost : outcomes.accepted);
  const crowd = stage.crowd(10);
  crowd.forEach((person) => lost.add(person));
  await Promise.all(crowd.map((person) => meta.write(person)));
  for (const until = performance.now() + 10_000; held.length < crowd.length && performance.now() < until;)
    await sleep(50);
  stage.count('answers lost', held.length);
  for (const replica of stack.replicas('gateway')) {
    replica.kill();
    await replica.waitForExit();
    stage.count('gateways down');
  }
  const taken = graph.accepted.length;
  await sleep(8_000); // two quiet periods
  stage.expect(graph.accepted.length === taken, 'something was sent again while nobody could know');
  stage.during += crowd.length;
  for (const replica of stack.replicas('gateway')) {
    await replica.start();
    await replica.waitUntilReady();
  }
  await sleep(2_000); // others write, and their statuses come at once
  await Promise.all(stage.crowd(5).map((person) => meta.write(person)));
  held.forEach((tell) => tell());
}
