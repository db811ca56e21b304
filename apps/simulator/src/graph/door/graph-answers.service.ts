import { Inject, Injectable } from '@nestjs/common';
import { BUSINESS, type Business } from '../../business.js';
import type { EffectName } from '../../knobs/fault.schema.js';
import { VirtualClock } from '../../knobs/virtual-clock.service.js';
import { TrafficLog } from '../../log/traffic-log.service.js';
import { bodyOf, type GraphCall } from './graph-call.js';
import { GraphError } from './graph-error.js';
import { throttlingHeaders } from './throttling-headers.js';

/** What became of a call, if that differs from what its answer says. */
interface Truth {
  effect?: EffectName;
  /** What the handler did although the answer is an error. */
  accepted?: unknown;
}

/** Gives answers and remembers them: sends and read marks stand in the log with what the caller was told. */
@Injectable()
export class GraphAnswers {
  constructor(
    @Inject(BUSINESS) private readonly business: Business,
    private readonly clock: VirtualClock,
    private readonly log: TrafficLog,
  ) {}

  /** The body of the answer; errors also set its status and headers. */
  give(call: GraphCall, result: unknown, { effect, accepted }: Truth = {}): unknown {
    if (!(result instanceof GraphError)) {
      this.remember(call, 200, undefined, { effect, accepted: result });
      return result;
    }
    this.remember(call, result.status, result.code, { effect, accepted });
    void call.reply.status(result.status);
    if (result.retryAfterSeconds !== undefined) {
      void call.reply.headers(throttlingHeaders(this.business.accountId, result.retryAfterSeconds));
    }
    return result.toEnvelope();
  }

  /** A call whose caller hears nothing. */
  withhold(call: GraphCall, truth: Truth): void {
    this.remember(call, null, undefined, truth);
  }

  private remember(
    call: GraphCall,
    status: number | null,
    code: number | undefined,
    { effect, accepted }: Truth,
  ): void {
    if (call.endpoint !== 'messages' && call.endpoint !== 'read') return;
    const ring = call.endpoint === 'messages' ? this.log.sends : this.log.reads;
    ring.add({
      at: this.clock.now(),
      accepted: accepted !== undefined,
      status,
      code,
      effect,
      wamid: wamidOf(accepted),
      body: bodyOf(call),
    });
  }
}

const wamidOf = (answer: unknown): string | undefined =>
  (answer as { messages?: { id: string }[] } | undefined)?.messages?.[0]?.id;
