import type { IncomingHttpHeaders } from 'node:http';
import { Inject, Injectable, Logger } from '@nestjs/common';
import { SpanKind } from '@opentelemetry/api';
import { type Reason, toAppError } from '#libs/errors';
import { crashPoint } from '#libs/faults';
import { annotate, continueTrace, inSpan } from '#libs/observability';
import { GATEWAY_CONFIG, type GatewayConfig } from '../gateway.config.js';
import { IntakeBeats } from '../intake/intake-beats.js';
import { IntakeService } from '../intake/intake.service.js';
import { parseWebhook } from '../parsing/parse-webhook.js';
import { SignatureVerifier } from './signature-verifier.js';
import { WebhookCounters } from './webhook-counters.js';
import { within } from './within.js';

/** Two seconds in all, less what the answer itself takes. */
const STORE_WITHIN_MS = 1_900;

/** Decides about one post: 401 for what WhatsApp did not sign, 200 once all of it is stored, 503 when that must come again. */
@Injectable()
export class WebhookService {
  private readonly logger = new Logger(WebhookService.name);
  private readonly verifier: SignatureVerifier;
  private readonly ownNumbers: ReadonlySet<string>;
  /** Why webhooks are not stored at present. */
  private trouble?: Reason;

  constructor(
    @Inject(GATEWAY_CONFIG) config: GatewayConfig,
    @Inject(IntakeService) private readonly intake: IntakeService,
    @Inject(IntakeBeats) private readonly beats: IntakeBeats,
    @Inject(WebhookCounters) private readonly counters: WebhookCounters,
  ) {
    this.verifier = new SignatureVerifier(config.WHATSAPP_APP_SECRET);
    this.ownNumbers = new Set(config.WHATSAPP_PHONE_NUMBER_ID);
  }

  async receive(body: Buffer, headers: IncomingHttpHeaders): Promise<200 | 401 | 503> {
    if (!this.verifier.verify(body, headers['x-hub-signature-256'])) {
      this.counters.countMismatch();
      return 401;
    }
    crashPoint('gw.after_body');
    const startedAtMs = performance.now();
    const given = headers['traceparent'];
    return inSpan('webhook', typeof given === 'string' ? given : '', { kind: SpanKind.SERVER }, async (traceparent) => {
      const status = await this.store(body, continueTrace(traceparent));
      annotate({ 'http.response.status_code': status });
      this.counters.countAnswer(status, startedAtMs);
      return status;
    });
  }

  private async store(body: Buffer, traceparent: string): Promise<200 | 503> {
    const arrival = { receivedAtMs: Date.now(), traceparent, ownNumbers: this.ownNumbers };
    const webhook = parseWebhook(body, arrival);
    annotate({ 'parley.messages': webhook.messages.length, 'parley.statuses': webhook.statuses.length });
    try {
      await within(STORE_WITHIN_MS, this.intake.store(webhook));
      crashPoint('gw.before_200');
      this.beats.countStored(webhook);
      this.note(undefined);
      return 200;
    } catch (error) {
      this.beats.countRefused();
      this.note(toAppError(error).reason, error);
      return 503;
    }
  }

  /** One line when trouble begins, changes or ends: an outage refuses thousands of posts. */
  private note(trouble: Reason | undefined, error?: unknown): void {
    if (trouble === this.trouble) return;
    this.trouble = trouble;
    if (trouble) this.logger.warn({ message: 'webhooks cannot be stored', reason: trouble, err: error });
    else this.logger.log({ message: 'webhooks are stored again' });
  }
}
