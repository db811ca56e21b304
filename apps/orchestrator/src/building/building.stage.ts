import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { sendUnaryData, ServerUnaryCall, ServerWritableStream } from '@grpc/grpc-js';
import { Logger } from '@nestjs/common';
import pg from 'pg';
import { DataSource } from 'typeorm';
import { readConfig } from '#libs/config';
import {
  Contact,
  Disposition,
  type DownloadMediaRequest,
  type DownloadMediaResponse,
  type FindSentRequest,
  type FindSentResponse,
  InboundMessage,
  Media,
  MediaKind,
  NotifierService,
} from '#libs/contracts';
import { Database, migrate } from '#libs/database';
import { AppError, type Reason } from '#libs/errors';
import { toWire } from '#libs/grpc';
import { createTestDatabase, serveStub, type Stub, type TestDatabase } from '#libs/testing';
import { entities } from '../entities.js';
import { MediaClient } from '../media/media.client.js';
import { MediaReader } from '../media/media-reader.service.js';
import { MediaRepository } from '../media/media.repository.js';
import { SpeechClient } from '../media/speech.client.js';
import { migrations } from '../migrations/index.js';
import { orchestratorConfig } from '../orchestrator.config.js';
import { Quotes } from './quotes.service.js';
import { TurnBuilder } from './turn-builder.js';

export const png = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
  'base64',
);
export const ogg = Buffer.concat([
  Buffer.from('OggS\0\x02'),
  Buffer.alloc(22),
  Buffer.from('OpusHead'),
  Buffer.alloc(64),
]);
export const pdf = Buffer.from('%PDF-1.7\ntrailer << /Root 1 0 R >>\n%%EOF\n');

const NUMBER = '1001';

/** People whose messages have arrived, a notifier that has their files, and a server that hears. */
export class BuildingStage {
  admin!: pg.Client;
  /** With ears, and without. */
  builder!: TurnBuilder;
  deaf!: TurnBuilder;
  /** What the notifier has, by media id; and how often it was asked. */
  readonly files = new Map<string, Buffer | Reason>();
  readonly asked: string[] = [];
  readonly sent: FindSentResponse['messages'] = [];
  hear!: () => { status: number; body: string };
  private testDatabase!: TestDatabase;
  private database!: Database;
  private notifier!: Stub;
  private speech!: Server;
  private readonly closing: (() => Promise<void>)[] = [];
  private count = 0;

  async open(): Promise<void> {
    Logger.overrideLogger(false);
    this.testDatabase = await createTestDatabase('orchestrator');
    const { url } = this.testDatabase;
    await migrate({ url, entities, migrations });
    this.database = new Database(await new DataSource({ type: 'postgres', url }).initialize());
    this.admin = new pg.Client(url);
    await this.admin.connect();
    this.notifier = await serveStub(NotifierService, {
      downloadMedia: (call: ServerWritableStream<DownloadMediaRequest, DownloadMediaResponse>) => {
        this.asked.push(call.request.mediaId);
        const file = this.files.get(call.request.mediaId) ?? 'NOT_FOUND';
        if (typeof file === 'string') return void call.emit('error', toWire(new AppError(file)));
        for (let at = 0; at < file.length; at += 1_000_000) {
          call.write({ mimeType: '', data: file.subarray(at, at + 1_000_000) });
        }
        call.end();
      },
      findSent: (call: ServerUnaryCall<FindSentRequest, FindSentResponse>, done: sendUnaryData<FindSentResponse>) =>
        done(null, { messages: this.sent.filter(({ messageId }) => call.request.messageIds.includes(messageId)) }),
    });
    this.speech = createServer((request, response) => {
      request.resume();
      const { status, body } = this.hear();
      response.writeHead(status, { 'content-type': 'application/json' }).end(body);
    }).listen(0, '127.0.0.1');
    await once(this.speech, 'listening');
    const { port } = this.speech.address() as AddressInfo;
    this.builder = this.make({ STT_BASE_URL: `http://127.0.0.1:${port}/v1` });
    this.deaf = this.make({});
  }

  reset(): void {
    this.asked.length = 0;
    this.hear = () => ({ status: 200, body: JSON.stringify({ text: ' quiero dos tartas ' }) });
  }

  async close(): Promise<void> {
    for (const close of this.closing) await close();
    this.speech?.close();
    await this.notifier?.stop();
    await this.admin?.end();
    await this.database?.close();
    await this.testDatabase?.drop();
  }

  make(env: Record<string, string>): TurnBuilder {
    const config = readConfig(orchestratorConfig, {
      DATABASE_URL: this.testDatabase.url,
      REDIS_URL: 'redis://127.0.0.1:1',
      CLASSIFIER_URL: '127.0.0.1:1',
      AGENTS_URL: '127.0.0.1:1',
      NOTIFIER_URL: this.notifier.url,
      ...env,
    });
    const client = new MediaClient(config);
    const quotes = new Quotes(this.database, config);
    this.closing.push(
      () => client.onApplicationShutdown(),
      () => quotes.onApplicationShutdown(),
    );
    const reader = new MediaReader(client, new MediaRepository(this.database), new SpeechClient(config));
    return new TurnBuilder(reader, quotes);
  }

  readonly text = (body: string, fields: Partial<InboundMessage> = {}): InboundMessage =>
    this.message({ content: { $case: 'text', value: { body, truncated: false } }, ...fields });

  readonly withFile = (file: Buffer | Reason, fields: Partial<Media> = {}): InboundMessage => {
    const mediaId = `${(this.count += 1)}`;
    this.files.set(mediaId, file);
    const value = Media.create({ kind: MediaKind.MEDIA_KIND_IMAGE, mimeType: 'image/png', mediaId, ...fields });
    return this.message({ content: { $case: 'media', value } });
  };

  /** Stores them as the inbox does. */
  readonly arrive = async (...messages: InboundMessage[]): Promise<{ id: string; phoneNumberId: string }> => {
    const batch = messages.map((item) => ({
      phone_number_id: item.contact!.phoneNumberId,
      message_id: item.id,
      wa_id: item.contact!.waId,
      kind: item.content!.$case,
      disposition: Disposition[item.disposition],
      makes_turn: true,
      is_urgent: false,
      is_said: true,
      content: InboundMessage.toJSON(item),
      raw: '{}',
    }));
    const { rows } = await this.admin.query<{ conversation: string }>(
      'SELECT conversation FROM accept_messages($1, 0)',
      [JSON.stringify(batch)],
    );
    return { id: rows[0]!.conversation, phoneNumberId: NUMBER };
  };

  readonly build = async (...messages: InboundMessage[]) =>
    this.builder.build(await this.arrive(...messages), messages);

  private message(fields: Partial<InboundMessage>): InboundMessage {
    return InboundMessage.create({
      id: `wamid.${(this.count += 1)}`,
      contact: Contact.create({ phoneNumberId: NUMBER, waId: '34600000001' }),
      disposition: Disposition.DISPOSITION_ACCEPTED,
      ...fields,
    });
  }
}
