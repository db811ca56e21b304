import { Controller, Inject } from '@nestjs/common';
import { InjectMetric } from '@willsoto/nestjs-prometheus';
import type { Counter } from 'prom-client';
import {
  Author,
  type GetRequest,
  GetResponse,
  type MarkReadRequest,
  type MarkReadResponse,
  NotifierService,
  type OutboundMessage,
  type RecordStatusesRequest,
  type RecordStatusesResponse,
  SendPolicy,
  type SendOutcome,
  type SendRequest,
  type SendResponse,
} from '#libs/contracts';
import { AppError } from '#libs/errors';
import { type GrpcHandlers, Serves, toDetail } from '#libs/grpc';
import { openSpan, tracesOf } from '#libs/observability';
import { findBadField } from '../content/find-bad-field.js';
import { toPayloads } from '../content/to-payloads.js';
import { classifyGraphError, refusesPicture, WINDOW_CLOSED } from '../graph/graph-errors.js';
import { STATUSES } from '../notifier.metrics.js';
import { type NewMessage, OutboxRepository, type StoredMessage } from '../outbox/outbox.repository.js';
import { RefusedPictures } from '../pictures/refused-pictures.service.js';
import { ReadMarks } from '../read-marks/read-marks.service.js';
import { SendWorker } from '../sending/send.worker.js';
import { IntakeBeatsRepository } from '../statuses/intake-beats.repository.js';
import { StatusesRepository } from '../statuses/statuses.repository.js';
import { eventOf, type StatusItem, toStatusItem } from '../statuses/to-status-item.js';
import { Reengagement } from '../window/reengagement.js';
import { toOutboundPart } from './to-outbound-part.js';

const MAX_KEYS = 500;

@Controller()
@Serves(NotifierService, 'send', 'markRead', 'recordStatuses', 'get')
export class NotifierController implements Pick<
  GrpcHandlers<typeof NotifierService>,
  'send' | 'markRead' | 'recordStatuses' | 'get'
> {
  constructor(
    @Inject(OutboxRepository) private readonly outbox: OutboxRepository,
    @Inject(SendWorker) private readonly worker: SendWorker,
    @Inject(ReadMarks) private readonly readMarks: ReadMarks,
    @Inject(StatusesRepository) private readonly statuses: StatusesRepository,
    @Inject(IntakeBeatsRepository) private readonly beats: IntakeBeatsRepository,
    @Inject(Reengagement) private readonly reengagement: Reengagement,
    @Inject(RefusedPictures) private readonly pictures: RefusedPictures,
    @InjectMetric(STATUSES) private readonly statusCount: Counter<'status'>,
  ) {}

  /** One bad message never costs its neighbours. */
  async send({ messages }: SendRequest): Promise<SendResponse> {
    const checked = messages.map((message) => toNewMessage(message));
    const good = checked.filter((message): message is NewMessage => !(message instanceof AppError));
    const span = openSpan('store messages', tracesOf(messages) ?? []);
    const stored = await this.outbox.store(good).finally(() => span?.end('ok'));
    let next = 0;
    return {
      outcomes: checked.map((message, index) =>
        toSendOutcome(messages[index]!.idempotencyKey, message instanceof AppError ? message : stored[next++]!),
      ),
    };
  }

  async markRead({ marks }: MarkReadRequest): Promise<MarkReadResponse> {
    marks.forEach((mark) => this.readMarks.add(mark));
    return {};
  }

  /** The beat is written last: it must not prove the absence of statuses that came with it. */
  async recordStatuses({ statuses, beat }: RecordStatusesRequest): Promise<RecordStatusesResponse> {
    const items = statuses.map((status) => toStatusItem(status));
    const good = items.filter((item): item is StatusItem => item !== undefined);
    const { reasons, frees } = await this.statuses.record(good);
    if (beat) await this.beats.record(beat);
    const isInvited = await this.reengagement.invite(failedBy(good, (code) => code === WINDOW_CLOSED));
    await this.pictures.sayInWords(failedBy(good, isAboutPicture));
    if (frees || isInvited) this.worker.wake();
    for (const { status } of good) this.statusCount.inc({ status: eventOf(status) ? status : 'other' });
    let next = 0;
    return {
      outcomes: items.map((item, index) => ({
        messageId: statuses[index]!.messageId,
        reason: item ? reasons[next++]! : 'INVALID_MESSAGE',
      })),
    };
  }

  async get({ idempotencyKeys }: GetRequest): Promise<GetResponse> {
    if (idempotencyKeys.length > MAX_KEYS)
      throw new AppError('INVALID_REQUEST', { message: `at most ${MAX_KEYS} keys at once` });
    const rows = await this.outbox.find(idempotencyKeys);
    return GetResponse.create({ parts: rows.map((row) => toOutboundPart(row)) });
  }
}

const isAboutPicture = (code: number): boolean => refusesPicture.has(classifyGraphError({ code, isTransient: false }));

/** Messages whose statuses name such a code. */
const failedBy = (items: readonly StatusItem[], matches: (code: number) => boolean): string[] =>
  items.flatMap(({ errorCode, outboxId }) => (outboxId && errorCode !== null && matches(errorCode) ? [outboxId] : []));

function toNewMessage(message: OutboundMessage): NewMessage | AppError {
  const field = findBadField(message);
  if (field) return new AppError('INVALID_MESSAGE', { metadata: { field } });
  return {
    idempotencyKey: message.idempotencyKey,
    conversationId: message.conversationId,
    phoneNumberId: message.contact!.phoneNumberId,
    policy: message.policy === SendPolicy.SEND_POLICY_AT_MOST_ONCE ? 'at_most_once' : 'at_least_once',
    traceparent: message.traceparent,
    author: message.author === Author.AUTHOR_HUMAN ? 'human' : 'bot',
    windowClosesAt: message.windowClosesAt,
    payloads: toPayloads(message),
  };
}

const toSendOutcome = (idempotencyKey: string, outcome: StoredMessage | AppError): SendOutcome => ({
  idempotencyKey,
  outcome:
    outcome instanceof AppError
      ? { $case: 'error', value: toDetail(outcome) }
      : { $case: 'stored', value: { parts: outcome.parts, duplicate: outcome.isDuplicate } },
});
