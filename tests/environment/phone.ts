import { setTimeout as wait } from 'node:timers/promises';
import { poll } from '../../scripts/launcher/processes/poll.ts';

export interface Choice {
  id: string;
  title: string;
}

/** A message as it stands in a chat on somebody's phone. */
export interface Shown {
  id: string;
  direction: 'in' | 'out';
  kind: string;
  text?: string;
  caption?: string;
  mediaUrl?: string;
  choices?: Choice[];
}

interface Person {
  id: string;
  waId: string;
  bsuid: string;
}

const PATIENCE_MS = 30_000;

/** Somebody of the simulator with a phone, who reads what comes before writing again. */
export class Phone {
  readonly person: Person;
  private readonly url: string;

  private constructor(url: string, person: Person) {
    this.url = url;
    this.person = person;
  }

  /** @param url of the simulator */
  static async of(url: string, name: string): Promise<Phone> {
    return new Phone(url, await call<Person>('POST', `${url}/phone/api/people`, { name }));
  }

  async chat(): Promise<Shown[]> {
    const { chats } = await call<{ chats: Record<string, Shown[]> }>('GET', `${this.url}/phone/api/state`);
    return chats[this.person.id] ?? [];
  }

  async answers(): Promise<Shown[]> {
    return (await this.chat()).filter(({ direction }) => direction === 'out');
  }

  /** Sends it and waits for nothing; answers its wamid. */
  async sends(content: object): Promise<string> {
    const path = `${this.url}/phone/api/people/${this.person.id}/messages`;
    return (await call<{ id: string }>('POST', path, content)).id;
  }

  /** Resolves with what was said as words that fit; @throws with everything that came when nothing did */
  async says(text: string, expected: RegExp): Promise<string> {
    return this.expects(expected, () => this.sends({ kind: 'text', text }));
  }

  /** Taps the newest choice with such an id or title. */
  async taps(wanted: RegExp, expected: RegExp): Promise<string> {
    return this.expects(expected, async () => this.sends(await this.tapOf(wanted)));
  }

  /** The tap, to send it more than once; waits for the choice, which comes under the words. */
  async tapOf(wanted: RegExp): Promise<object> {
    const fits = ({ id, title }: Choice) => wanted.test(id) || wanted.test(title);
    return poll(
      `a choice like ${wanted}`,
      async () => {
        const message = (await this.answers()).findLast(({ choices = [] }) => choices.some(fits));
        const choice = message?.choices?.find(fits);
        const kind = message?.kind === 'list' ? 'list_reply' : 'button_reply';
        return choice && { kind, messageId: message!.id, choiceId: choice.id };
      },
      { timeoutMs: 10_000, everyMs: 40 },
    );
  }

  /** Ids of all choices that were ever shown. */
  async choices(): Promise<Choice[]> {
    return (await this.answers()).flatMap(({ choices = [] }) => choices);
  }

  /** What came after `act` and fits; of messages with choices their titles are words too. */
  async expects(expected: RegExp, act: () => Promise<unknown>): Promise<string> {
    const before = (await this.answers()).length;
    let said: string[] = [];
    await act();
    return poll(
      `${expected} in the chat`,
      async () => {
        said = (await this.answers()).slice(before).map(wordsOf);
        return said.find((words) => expected.test(words));
      },
      { timeoutMs: PATIENCE_MS, everyMs: 40 },
    ).catch((error: unknown) => {
      throw new Error(`${String(error)}; there came: ${JSON.stringify(said)}`);
    });
  }

  /** Nothing comes for a while after `act`. */
  async staysSilent(act: () => Promise<unknown>, ms = 1_200): Promise<string[]> {
    const before = (await this.answers()).length;
    await act();
    await wait(ms);
    return (await this.answers()).slice(before).map(wordsOf);
  }
}

const wordsOf = ({ text, caption, choices = [] }: Shown): string =>
  [text, caption, ...choices.map(({ title }) => title)]
    .filter(Boolean)
    .join('\n')
    .replace(/[\u00a0\u202f]/g, ' ');

export async function call<T>(method: string, url: string, body?: object): Promise<T> {
  const response = await fetch(url, {
    method,
    headers: { 'content-type': 'application/json' },
    ...(body && { body: JSON.stringify(body) }),
  });
  if (!response.ok) throw new Error(`${url}: ${response.status} ${await response.text()}`);
  return (response.status === 204 ? undefined : await response.json()) as T;
}
