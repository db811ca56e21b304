import { STATUS_CODES } from 'node:http';
import { status } from '@grpc/grpc-js';
import { isReason, type Reason, reasons } from './reasons.js';

/** Not in the registry of HTTP: the client went away before the answer. */
const CLIENT_CLOSED_REQUEST = 499;

describe('the catalogue of reasons', () => {
  it.each(Object.entries(reasons))('gives %s numbers that exist', (name, { grpc, http }) => {
    expect(name).toMatch(/^[A-Z]+(_[A-Z]+)*$/);
    expect(status[grpc]).toBeDefined();
    expect(grpc).not.toBe(status.OK);
    expect(http === CLIENT_CLOSED_REQUEST || STATUS_CODES[http] !== undefined).toBe(true);
    expect(http).toBeGreaterThanOrEqual(400);
  });

  // gRPC repeats UNAVAILABLE by itself, so a reason that travels as UNAVAILABLE must be one that a repeat may help.
  it('never lets a reason travel as UNAVAILABLE that no repeat helps', () => {
    const travelling = Object.values(reasons).filter(({ grpc }) => grpc === Number(status.UNAVAILABLE));
    expect(travelling.length).toBeGreaterThan(0);
    expect(travelling.every(({ retryable }) => retryable)).toBe(true);
  });

  it.each<Reason>(['INTERNAL', 'CANCELLED', 'LEASE_LOST', 'INVALID_MESSAGE', 'MISCONFIGURED'])(
    'never lets %s be repeated',
    (reason) => {
      expect(reasons[reason].retryable).toBe(false);
    },
  );

  it('blames the caller with 4xx and itself with 5xx', () => {
    expect(reasons.BAD_SIGNATURE.http).toBe(401);
    expect(reasons.STORE_UNAVAILABLE.http).toBe(503); // Meta sends a webhook again only for this
  });
});

describe(isReason, () => {
  it('knows its own and no other, not even what every object has', () => {
    expect(Object.keys(reasons).every(isReason)).toBe(true);
    expect(['constructor', '__proto__', 'toString', 'not_found', ''].some(isReason)).toBe(false);
  });
});
