import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { poll } from '../../../scripts/launcher/processes/poll.ts';
import { readBody } from '../../environment/http-body.ts';
import { repeatPerson } from '../../environment/fake-model.ts';
import { outcomes } from '../../environment/graph-outcome.ts';
import { sign } from '../../environment/meta.ts';
import { STACK_SECRETS } from '../../environment/stack.ts';
import type { Stage } from '../stage.ts';
import { zombieOfOnePerson } from './replicas.ts';

/** N1: an inbox without its unique index. */
export async function withoutDeduplication(stage: Stage): Promise<void> {
  const { meta } = stage.world;
  await stage.asAdmin('ALTER TABLE orchestrator.inbox DROP CONSTRAINT inbox_pkey CASCADE');
  for (const person of stage.crowd(5)) {
    const event = await meta.write(person);
    await stage.world.answersTo(person);
    stage.count('delivered again', (await meta.repeat(event)) === 200 ? 1 : 0);
    stage.during += 1;
  }
}

/** N2: a sender that repeats whatever failed. */
export async function blindRetry(stage: Stage): Promise<void> {
  const { graph, meta } = stage.world;
  graph.queue.push(outcomes.answerLost);
  const again = async () => {
    const attempt = graph.attempts.find(({ outcome }) => outcome === outcomes.answerLost);
    if (!attempt) return undefined;
    const headers = { authorization: 'Bearer x', 'content-type': 'application/json' };
    const url = `${graph.url}/v25.0/${STACK_SECRETS.WHATSAPP_PHONE_NUMBER_ID}/messages`;
    return (await fetch(url, { method: 'POST', headers, body: JSON.stringify(attempt.body) })).status;
  };
  const writing = meta.write(stage.person());
  stage.count('sent again', (await poll('a send without an answer', again, { everyMs: 20 })) === 200 ? 1 : 0);
  stage.during = 1;
  await writing;
}

/** N4: writes of the holder without the epoch of its claim. */
export async function withoutFencing(stage: Stage): Promise<void> {
  const [match, to] = [' = item.item_epoch', ' > -1             '].map((text) => Buffer.from(text)) as [Buffer, Buffer];
  await stage.withFault(['postgres'], { kind: 'rewrite', way: 'upstream', match, to }, async () => {
    stage.renewDatabaseConnections();
    await zombieOfOnePerson(stage);
    await sleep(3_000);
  });
  stage.renewDatabaseConnections();
}

/** N5: 200 before anything is committed, and then the gateway is not there. */
export async function answeredTooEarly(stage: Stage): Promise<void> {
  const { meta, stack } = stage.world;
  const hasty = createServer((request, response) => {
    void readBody(request).then((body) => {
      response.end();
      const { 'x-hub-signature-256': signature } = request.headers;
      const headers = { 'content-type': 'application/json', 'x-hub-signature-256': String(signature) };
      return fetch(stack.webhookUrls[0]!, { method: 'POST', headers, body: new Uint8Array(body) }).catch(() =>
        stage.count('forgotten'),
      );
    });
  });
  await new Promise<void>((resolve) => hasty.listen(0, '127.0.0.1', resolve));
  const url = `http://127.0.0.1:${(hasty.address() as AddressInfo).port}`;
  stack.replica('gateway', 0).kill();
  await stack.replica('gateway', 0).waitForExit();
  for (const person of stage.crowd(5)) {
    const event = meta.compose(person, 'hola');
    const { bytes, signature } = sign(meta.toPayload([event]), STACK_SECRETS.WHATSAPP_APP_SECRET);
    const headers = { 'content-type': 'application/json', 'x-hub-signature-256': signature };
    const { status } = await fetch(url, { method: 'POST', headers, body: new Uint8Array(bytes) });
    if (status === 200) event.ackedAt = performance.now();
    stage.during += 1;
  }
  await sleep(500);
  hasty.close();
}

/** N6: a lapsed send that is due again. */
export async function resentByTimer(stage: Stage): Promise<void> {
  const { stack, meta, graph } = stage.world;
  graph.onAccept = () => undefined; // nothing tells what became of it
  for (const replica of stack.replicas('notifier')) await replica.restart({ CRASH_AT: 'no.after_response' });
  const writing = Promise.all(stage.crowd(4).map((person) => meta.write(person)));
  const [first] = stack.replicas('notifier').map((replica) => replica.waitForExit());
  stage.count(`exit by ${(await first!).signal}`);
  await writing;
  const due = await stage.asAdmin(
    "UPDATE notifier.outbox SET state = 'pending', due_at = now() WHERE state IN ('sending', 'unknown') RETURNING id",
  );
  stage.count('made due again', due.length);
  stage.during = 4;
}

/** N9: that a conversation is due stands only where it can be lost; the wake-up is a hint. */
export async function dueIsForgotten(stage: Stage): Promise<void> {
  const { meta } = stage.world;
  await stage.asAdmin(`
    CREATE FUNCTION orchestrator.forget() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN NEW.state := 'idle'; RETURN NEW; END $$;
    CREATE TRIGGER forget BEFORE UPDATE ON orchestrator.conversations FOR EACH ROW
      WHEN (OLD.state = 'idle' AND NEW.state = 'due') EXECUTE FUNCTION orchestrator.forget()`);
  const crowd = stage.crowd(5);
  await Promise.all(crowd.map((person) => meta.write(person)));
  const idle = await stage.asAdmin(
    "SELECT id FROM orchestrator.conversations WHERE state = 'idle' AND accepted_seq > handled_seq",
  );
  stage.count('forgotten', idle.length);
  stage.during = crowd.length;
}

/** N10: a claim that does not look at earlier messages of the same person. */
export async function withoutHeadOfLine(stage: Stage): Promise<void> {
  const { graph, model } = stage.world;
  const [match, to] = ['earlier.seq < work.seq', 'earlier.seq < -1      '].map((text) => Buffer.from(text)) as [
    Buffer,
    Buffer,
  ];
  model.script = (request) => ({ kind: 'text', text: repeatPerson(request) });
  let count = 0;
  // The first of each two answers is told to wait, so that the second stands behind it
  graph.program = ({ biz_opaque_callback_data: opaque }) =>
    opaque?.endsWith('.1') && count++ % 2 === 0 ? outcomes.throttledPair : outcomes.accepted;
  await stage.withFault(['postgres'], { kind: 'rewrite', way: 'upstream', match, to }, async () => {
    stage.renewDatabaseConnections();
    await sleep(500);
    await stage.load(() => sleep(4_000), { people: 5, rate: 20 });
  });
  stage.renewDatabaseConnections();
}

/** N11: F13 whose fault is not there. */
export async function withoutFault(stage: Stage): Promise<void> {
  await stage.load(() => sleep(500), { rate: 20, people: 5 });
  stage.count('freezes of Redis', 0);
}
