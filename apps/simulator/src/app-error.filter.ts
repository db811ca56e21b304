import { type ArgumentsHost, Catch, type ExceptionFilter } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import { AppError } from '#libs/errors';

/** Control calls are made by people and tests: they get the whole sentence, not the reason alone. */
@Catch(AppError)
export class AppErrorFilter implements ExceptionFilter<AppError> {
  catch({ spec, reason, message }: AppError, host: ArgumentsHost): void {
    void host.switchToHttp().getResponse<FastifyReply>().status(spec.http).send({ reason, message });
  }
}
