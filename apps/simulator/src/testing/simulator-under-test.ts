import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { request } from 'undici';
import { readConfig } from '#libs/config';
import { type Knobs } from '../knobs/knobs.schema.js';
import { simulatorConfig } from '../simulator.config.js';
import { startSimulator } from '../start-simulator.js';
import { WebhookReceiver } from './webhook-receiver.js';

export const PHONE_NUMBER_ID = '100000000000001';
export const SECRET = 'spec-secret';
const TOKEN = 'spec-token';
const VERIFY_TOKEN = 'spec-verify-token';

export interface Answer {
  status: number;
  headers: Record<string, string | string[] | undefined>;
  body: Record<string, unknown>;
}

/** A simulator on a free port with a business behind it, and the calls that specs make. */
export class SimulatorUnderTest {
  private constructor(
    private readonly app: NestFastifyApplication,
    readonly url: string,
    readonly receiver: WebhookReceiver,
  ) {}

  static async start(env: NodeJS.ProcessEnv = {}): Promise<SimulatorUnderTest> {
    const receiver = await WebhookReceiver.listen(VERIFY_TOKEN);
    const config = readConfig(simulatorConfig, {
      BIND_ADDRESS: '127.0.0.1',
      LOG_LEVEL: 'fatal',
      SIMULATOR_PORT: '0',
      SIMULATOR_WEBHOOK_URL: receiver.url,
      WHATSAPP_PHONE_NUMBER_ID: PHONE_NUMBER_ID,
      WHATSAPP_APP_SECRET: `${SECRET},older-secret`,
      WHATSAPP_VERIFY_TOKEN: VERIFY_TOKEN,
      WHATSAPP_ACCESS_TOKEN: TOKEN,
      ...env,
    });
    const app = await startSimulator(config);
    return new SimulatorUnderTest(app, await app.getUrl(), receiver);
  }

  /** Any JSON call. */
  async call(method: 'GET' | 'POST' | 'PUT' | 'DELETE', path: string, body?: unknown, token?: string): Promise<Answer> {
    const answer = await request(`${this.url}${path}`, {
      method,
      headers: {
        ...(body !== undefined && { 'content-type': 'application/json' }),
        ...(token && { authorization: `Bearer ${token}` }),
      },
      body: body === undefined ? undefined : typeof body === 'string' ? body : JSON.stringify(body),
    });
    const text = await answer.body.text();
    const isJson = String(answer.headers['content-type']).includes('json');
    return {
      status: answer.statusCode,
      headers: answer.headers,
      body: isJson ? (JSON.parse(text) as Answer['body']) : { text },
    };
  }

  /** A Graph call below `/v25.0`. */
  graph(method: 'GET' | 'POST' | 'DELETE', path: string, body?: unknown, token = TOKEN): Promise<Answer> {
    return this.call(method, `/v25.0${path}`, body, token);
  }

  /** A send; the rest of the envelope is filled in. */
  send(message: Record<string, unknown>): Promise<Answer> {
    return this.graph('POST', `/${PHONE_NUMBER_ID}/messages`, { messaging_product: 'whatsapp', ...message });
  }

  sendText(to: string, body = 'hello', more: Record<string, unknown> = {}): Promise<Answer> {
    return this.send({ to, type: 'text', text: { body }, ...more });
  }

  turn(knobs: Partial<Knobs>): Promise<Answer> {
    return this.call('PUT', '/phone/api/knobs', knobs);
  }

  /** What a person does. @returns the id of the message */
  async write(personId: string, input: Record<string, unknown>): Promise<string> {
    const { body } = await this.call('POST', `/phone/api/people/${personId}/messages`, input);
    return String(body['id']);
  }

  /** Back to a fresh start, with nothing received. */
  async reset(): Promise<void> {
    await this.call('POST', '/phone/api/reset');
    this.receiver.answer = () => 200;
    this.receiver.posts.length = 0;
  }

  async close(): Promise<void> {
    await this.app.close();
    this.receiver.close();
  }
}

/** The id of an accepted send. */
export const wamidOf = ({ body }: Answer): string => (body['messages'] as [{ id: string }])[0].id;

/** The error of a refused call. */
export const errorOf = ({ body }: Answer) =>
  body['error'] as {
    code: number;
    error_subcode?: number;
    message: string;
    fbtrace_id: string;
    error_data?: { details: string };
  };
