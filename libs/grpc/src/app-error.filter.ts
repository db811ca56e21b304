import { type ArgumentsHost, Catch, type ExceptionFilter, HttpException, Logger } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import { throwError } from 'rxjs';
import { toAppError } from '#libs/errors';
import { toWire } from './error-detail.js';

/** The one place where a failed call is logged and turned into a status, for rpcs and for HTTP. */
@Catch()
export class AppErrorFilter implements ExceptionFilter {
  private readonly logger = new Logger(AppErrorFilter.name);

  catch(thrown: unknown, host: ArgumentsHost) {
    const reply = host.getType() === 'http' ? host.switchToHttp().getResponse<FastifyReply>() : undefined;
    if (reply && thrown instanceof HttpException) return reply.status(thrown.getStatus()).send(thrown.getResponse());
    const error = toAppError(thrown);
    this.logger[error.spec.log]({ message: 'call failed', reason: error.reason, err: error });
    return reply ? reply.status(error.spec.http).send({ reason: error.reason }) : throwError(() => toWire(error));
  }
}
