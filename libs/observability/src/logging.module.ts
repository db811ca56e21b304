import { LoggerModule } from 'nestjs-pino';
import { type LogFn, type Logger, stdTimeFunctions } from 'pino';
import type { ProcessConfig } from '#libs/config';
import { toLoggable } from './to-loggable.js';

/** Logs of a service: one JSON line each, or coloured one-liners for a terminal. */
export const loggingModule = (service: string, config: ProcessConfig) =>
  LoggerModule.forRoot({
    forRoutes: [], // requests are counted, not logged: a line each would cost more than handling it
    pinoHttp: {
      base: { service },
      level: config.LOG_LEVEL,
      messageKey: 'message',
      formatters: { level: (label) => ({ level: label }) },
      timestamp: stdTimeFunctions.isoTime,
      hooks: { logMethod: writeClean },
      autoLogging: false,
      wrapSerializers: false,
      serializers: { err: (described: unknown) => described }, // toLoggable has done it
      ...(isPretty(config) && {
        transport: {
          target: 'pino-pretty',
          options: {
            singleLine: true,
            messageKey: 'message',
            translateTime: 'SYS:HH:MM:ss.l',
            ignore: 'pid,hostname,service,context',
            messageFormat: '{context} {message}',
          },
        },
      }),
    },
  });

/** Every line passes here: nestjs-pino gives the fields first, then a sentence unless that is among them. */
function writeClean(this: Logger, [given, sentence]: unknown[], method: LogFn): void {
  const fields = toLoggable(Object(given) as object);
  if (sentence === undefined && fields['err']) fields['message'] ??= 'unexpected error'; // pino would take the error's own
  method.call(this, fields, sentence as string | undefined);
}

const isPretty = ({ LOG_FORMAT }: ProcessConfig): boolean =>
  LOG_FORMAT ? LOG_FORMAT === 'pretty' : process.stdout.isTTY === true;
