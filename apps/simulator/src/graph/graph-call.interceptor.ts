import { type CallHandler, type ExecutionContext, Inject, Injectable, type NestInterceptor } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { firstValueFrom, from, map, mergeMap, NEVER, type Observable, of } from 'rxjs';
import type { Endpoint } from '../knobs/fault.schema.js';
import { FaultRules } from '../knobs/fault-rules.service.js';
import { KnobsService } from '../knobs/knobs.service.js';
import { SIMULATOR_CONFIG, type SimulatorConfig } from '../simulator.config.js';
import { checkToken } from './check-token.js';
import { GraphAnswers } from './graph-answers.service.js';
import { toGraphCall } from './graph-call.js';
import { misbehave, NO_ANSWER } from './misbehave.js';

/** Names the endpoint that a handler serves, for faults and the log. */
export const GraphEndpoint = Reflector.createDecorator<Endpoint>();

/** The door of the Graph API: checks the token, lets ordered faults happen around the handler, sends and logs the answer. */
@Injectable()
export class GraphCallInterceptor implements NestInterceptor {
  constructor(
    @Inject(SIMULATOR_CONFIG) private readonly config: SimulatorConfig,
    private readonly reflector: Reflector,
    private readonly faults: FaultRules,
    private readonly knobs: KnobsService,
    private readonly answers: GraphAnswers,
  ) {}

  intercept(context: ExecutionContext, next: CallHandler): Observable<unknown> {
    const request = context.switchToHttp().getRequest<FastifyRequest>();
    const reply = context.switchToHttp().getResponse<FastifyReply>();
    const call = toGraphCall(this.reflector.get(GraphEndpoint, context.getHandler()), request);

    const refusal = checkToken(request.headers.authorization, this.config.WHATSAPP_ACCESS_TOKEN);
    if (refusal) return of(this.answers.give(call, reply, refusal));
    const effect = this.faults.next(call.endpoint, call.contact);
    const latencyMs = this.knobs.drawLatencyMs();
    if (!effect && latencyMs === 0) return next.handle().pipe(map((result) => this.answers.give(call, reply, result)));

    const handle = () => firstValueFrom<unknown>(next.handle());
    const answer = misbehave({ call, reply, effect, latencyMs, handle, answers: this.answers });
    return from(answer).pipe(mergeMap((body) => (body === NO_ANSWER ? NEVER : of(body))));
  }
}
