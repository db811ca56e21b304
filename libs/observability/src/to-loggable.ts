import { AppError } from '#libs/errors';

/** Keys whose values must never reach a log line, in lower case and without separators. */
const secret = new Set([
  ...['authorization', 'token', 'accesstoken', 'verifytoken', 'secret', 'appsecret', 'password', 'apikey'],
  ...['body', 'text', 'caption', 'content', 'prompt', 'waid', 'bsuid', 'phone', 'phonenumber', 'name', 'profile'],
]);
const MAX_DEPTH = 6;

/** What a failed call may say of itself besides its reason: nothing in these comes from a person. */
const facts = ['code', 'syscall', 'address', 'port', 'constraint', 'status'];

/** Errors of these names speak of code and sockets; others (Postgres, JSON, HTTP) quote the data that they failed on. */
const harmless = /^(Type|Range|Reference)?Error$/;

/** The fields of a log line without what is personal or secret, wherever it stands; errors by an allow-list. */
export function toLoggable(fields: object): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(fields).map(([key, value]) => [key, isSecret(key) ? '[redacted]' : clean(value, 1)]),
  );
}

const isSecret = (key: string): boolean => secret.has(key.toLowerCase().replaceAll(/[-_]/g, ''));

function clean(value: unknown, depth: number): unknown {
  if (typeof value !== 'object' || value === null || value instanceof Date) return value;
  if (depth > MAX_DEPTH) return '[deep]';
  if (value instanceof Error) return describeError(value, depth);
  if (ArrayBuffer.isView(value)) return '[bytes]';
  if (Array.isArray(value)) return value.map((item) => clean(item, depth + 1));
  return Object.fromEntries(
    Object.entries(value).map(([key, inner]) => [key, isSecret(key) ? '[redacted]' : clean(inner, depth + 1)]),
  );
}

/** Class, code, our own message and where it happened. */
function describeError(error: Error, depth: number): Record<string, unknown> {
  const given = Object.entries(error).filter(([key]) => facts.includes(key));
  return {
    type: error.constructor.name,
    ...(error instanceof AppError && { reason: error.reason, metadata: clean(error.metadata, depth + 1) }),
    ...((error instanceof AppError || harmless.test(error.name)) && { message: error.message }),
    ...Object.fromEntries(given),
    stack: error.stack
      ?.split('\n')
      .filter((line) => /^\s+at /.test(line))
      .join('\n'),
    ...(error.cause !== undefined && { cause: clean(error.cause, depth + 1) }),
  };
}
