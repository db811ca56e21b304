import { z } from 'zod';

/** Kinds of variables that several services share; each fails with a sentence that says what is expected. */
export const port = (fallback: number) =>
  z.coerce
    .number('expected a port number')
    .int('expected a whole number')
    .min(0, 'expected 0 to 65535')
    .max(65535, 'expected 0 to 65535')
    .default(fallback);

export const count = (fallback: number, { min = 0, max = 1_000_000 } = {}) =>
  z.coerce
    .number('expected a number')
    .int('expected a whole number')
    .min(min, `expected at least ${min}`)
    .max(max, `expected at most ${max}`)
    .default(fallback);

export const url = (...protocols: string[]) => {
  const beginnings = protocols.map((protocol) => `${protocol}://`);
  return z
    .string('missing')
    .refine(
      (value) => URL.canParse(value) && beginnings.some((beginning) => value.startsWith(beginning)),
      `expected a URL that starts with ${beginnings.join(' or ')}`,
    );
};

export const flag = (fallback: boolean) =>
  z
    .enum(['true', 'false', '1', '0'], 'expected true or false')
    .transform((value) => value === 'true' || value === '1')
    .default(fallback);

/** A gRPC target: host:port, dns:///name:port, dns://server/name:port, ipv4:address:port,address:port or unix:path. */
export const target = z
  .string('missing')
  .regex(/^(dns:\/\/[^\s/]*\/)?[^\s/:]+:\d+$|^(ipv4|unix):\S+$/, 'expected host:port, dns:///host:port or unix:path');

export const ratio = (fallback: number) =>
  z.coerce.number('expected a number').min(0, 'expected 0 to 1').max(1, 'expected 0 to 1').default(fallback);

/** HTTP headers as OpenTelemetry writes them: name=value,name=value, values percent-encoded. */
export const headers = z
  .string()
  .regex(/^\s*([\w-]+=[^,]*)(,\s*[\w-]+=[^,]*)*\s*$/, 'expected name=value,name=value')
  .transform((value) =>
    Object.fromEntries(
      value.split(',').map((pair): [string, string] => {
        const [name = '', ...rest] = pair.trim().split('=');
        return [name, decoded(rest.join('='))];
      }),
    ),
  )
  .optional();

const decoded = (value: string): string => {
  try {
    return decodeURIComponent(value);
  } catch {
    return value; // not encoded after all
  }
};

/** Comma separated; at least one item. */
export const list = z
  .string('missing')
  .transform((value) =>
    value
      .split(',')
      .map((item) => item.trim())
      .filter(Boolean),
  )
  .refine((items) => items.length > 0, 'missing');
