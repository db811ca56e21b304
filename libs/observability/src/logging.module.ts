import { LoggerModule } from 'nestjs-pino';
import type { ProcessConfig } from '#libs/config';

/** Keys whose values must never reach a log line, wherever they stand. */
const redacted = [
  'authorization',
  'token',
  'secret',
  'password',
  'apiKey',
  'body',
  'text',
  'waId',
  'wa_id',
  'bsuid',
  'phone',
  'name',
];

/** Logs of a service: one JSON line each, or coloured one-liners for a terminal. */
export const loggingModule = (service: string, config: ProcessConfig) =>
  LoggerModule.forRoot({
    forRoutes: [], // requests are counted, not logged: a line each would cost more than handling it
    pinoHttp: {
      base: { service },
      level: config.LOG_LEVEL,
      autoLogging: false,
      redact: { paths: redacted.flatMap((key) => [key, `*.${key}`]), censor: '[redacted]' },
      formatters: { level: (label) => ({ level: label }) },
      timestamp: () => `,"time":"${new Date().toISOString()}"`,
      ...(isPretty(config) && {
        transport: {
          target: 'pino-pretty',
          options: {
            singleLine: true,
            translateTime: 'SYS:HH:MM:ss.l',
            ignore: 'pid,hostname,service,context',
            messageFormat: '{context} {msg}',
          },
        },
      }),
    },
  });

const isPretty = ({ LOG_FORMAT }: ProcessConfig): boolean =>
  LOG_FORMAT ? LOG_FORMAT === 'pretty' : process.stdout.isTTY === true;
