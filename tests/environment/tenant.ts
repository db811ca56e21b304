import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { poll } from '../../scripts/launcher/processes/poll.ts';
import type { AcceptedSend } from './fake-graph.ts';
import type { ModelRequest } from './fake-model.ts';
import { Meta } from './meta.ts';
import type { World } from './world.ts';

interface TenantOptions {
  phoneNumberId: string;
  /** Content of the business's folder, by path. */
  files: Record<string, string>;
}

const importCommand = join(import.meta.dirname, '../../dist/apps/agents/src/importing/import-command.js');

/** One of several businesses in one deployment: its number, its folder, and what people do on it. */
export class Tenant {
  readonly phoneNumberId: string;
  readonly meta: Meta;
  private readonly world: World;
  private readonly files: Record<string, string>;

  constructor(world: World, { phoneNumberId, files }: TenantOptions) {
    this.world = world;
    this.phoneNumberId = phoneNumberId;
    this.files = files;
    this.meta = new Meta({ webhookUrls: () => world.stack.webhookUrls, phoneNumberId });
  }

  /** As people do it: with the command. Resolves when it says that all is in. */
  async import(): Promise<void> {
    const folder = mkdtempSync(join(tmpdir(), 'parley-business-'));
    for (const [path, text] of Object.entries(this.files)) {
      mkdirSync(dirname(join(folder, path)), { recursive: true });
      writeFileSync(join(folder, path), text);
    }
    const env = { PATH: process.env['PATH'], DATABASE_URL: this.world.stack.stores.databaseUrl('agents') };
    const command = spawn(process.execPath, [importCommand, folder, '--number', this.phoneNumberId], { env });
    let said = '';
    for (const stream of [command.stdout, command.stderr])
      stream.on('data', (bytes: Buffer) => (said += String(bytes)));
    const [code] = (await once(command, 'exit')) as [number];
    rmSync(folder, { recursive: true });
    if (code !== 0) throw new Error(`the import ended with ${code}:\n${said}`);
  }

  /** What was sent to a person on this number, in order. */
  sentTo(person: string): AcceptedSend[] {
    return this.world.graph.accepted.filter(
      ({ to, phoneNumberId }) => to === person && phoneNumberId === this.phoneNumberId,
    );
  }

  /** A person writes; resolves with what was sent to them since. */
  async write(person: string, text: string): Promise<AcceptedSend[]> {
    return this.hear(person, () => this.meta.write(person, text));
  }

  /** A person taps a button, whoever it was shown by. */
  async tap(person: string, id: string): Promise<AcceptedSend[]> {
    const [message] = (this.meta.toPayload([this.meta.compose(person, '')]) as Payload).entry[0]!.changes[0]!.value
      .messages;
    const reply = { type: 'interactive', interactive: { type: 'button_reply', button_reply: { id, title: 'Sí' } } };
    const contacts = [{ profile: { name: 'Ana' }, wa_id: person, user_id: `ES.${person}` }];
    const { text: _, ...rest } = message!;
    return this.hear(person, () =>
      this.meta.deliver(this.meta.envelope({ contacts, messages: [{ ...rest, ...reply }] })),
    );
  }

  /** A turn in which an agent's model uses a tool with these arguments; resolves with what the tool answered. */
  async use(person: string, agent: string, name: string, input: object): Promise<string> {
    const since = this.world.model.calls.length;
    const ordinary = this.world.model.script;
    this.world.model.script = ({ messages }) =>
      resultsIn({ messages }) ? { kind: 'text', text: 'done' } : { kind: 'tool', name, input };
    await this.tap(person, `agent:${agent}:go`).finally(() => (this.world.model.script = ordinary));
    const results = this.world.model.calls.slice(since).map(({ request }) => resultsIn(request));
    return results.findLast(Boolean) ?? 'the model was not called again';
  }

  private async hear(person: string, act: () => Promise<unknown>): Promise<AcceptedSend[]> {
    const before = this.sentTo(person).length;
    await act();
    const heard = () => this.sentTo(person).slice(before);
    return poll(`an answer on ${this.phoneNumberId}`, () => (heard().length > 0 ? heard() : undefined), {
      timeoutMs: 20_000,
      everyMs: 20,
    });
  }
}

interface Payload {
  entry: { changes: { value: { messages: Record<string, unknown>[] } }[] }[];
}

/** What tools have answered since the person's turn began; empty before the first one has run. */
function resultsIn({ messages }: Pick<ModelRequest, 'messages'>): string {
  const { content } = messages.at(-1)!;
  if (typeof content === 'string') return '';
  const results = content.filter(({ type }) => type === 'tool_result');
  return results.length > 0 ? JSON.stringify(results) : '';
}
