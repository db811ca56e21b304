import { Metadata, type ServiceError, status } from '@grpc/grpc-js';
import { jest } from '@jest/globals';
import { AppError } from '#libs/errors';
import { breakerOf } from '#libs/resilience';
import { CallGuard } from './call-guard.js';
import { toWire } from './error-detail.js';

describe(CallGuard.name, () => {
  const failing = (code: number): ServiceError =>
    Object.assign(new Error('no'), { code, details: '', metadata: new Metadata() });
  beforeEach(() => jest.useFakeTimers({ doNotFake: ['setImmediate'] }));
  afterEach(() => jest.useRealTimers());

  const { momentMs = 0 } = breakerOf('orchestrator.agents.execute');
  const guard = () => new CallGuard('orchestrator.agents.execute', 'agents');
  const fail = async (subject: CallGuard, error: Error, times = 5) => {
    for (let count = 0; count < times; count += 1) {
      jest.advanceTimersByTime(momentMs);
      await subject.run(() => Promise.reject(error)).catch(() => undefined);
    }
  };
  const isOpen = (subject: CallGuard) =>
    subject.run(async () => false).catch((error: AppError) => error.reason === 'CIRCUIT_OPEN');

  it.each([status.UNAVAILABLE, status.DEADLINE_EXCEEDED])('opens at the fifth status %i in a row', async (code) => {
    const subject = guard();
    await fail(subject, failing(code), 4);
    expect(await isOpen(subject)).toBe(false); // which was a success: the row begins anew
    await fail(subject, failing(code));
    expect(await isOpen(subject)).toBe(true);
  });

  it('stays closed when one connection takes everything with it that was under way', async () => {
    const subject = guard();
    const dropped = failing(status.UNAVAILABLE);
    const calls = Array.from({ length: 500 }, () => subject.run(() => Promise.reject(dropped)));
    for (const { status: end } of await Promise.allSettled(calls)) expect(end).toBe('rejected');
    expect(await isOpen(subject)).toBe(false);
  });

  it.each([
    ['that it does not know the rpc', failing(status.UNIMPLEMENTED)],
    ['that something is not there', toWireError(new AppError('NOT_FOUND'))],
    ['that another peer is away', toWireError(new AppError('PEER_UNAVAILABLE'))],
    ['that its model is away', toWireError(new AppError('MODEL_UNAVAILABLE'))],
    ['that the caller has gone', failing(status.CANCELLED)],
  ])('stays closed when a peer answers %s', async (_, error) => {
    const subject = guard();
    await fail(subject, error, 20);
    expect(await isOpen(subject)).toBe(false);
  });

  it('takes a stream for well that has said something, however it ends', async () => {
    const subject = guard();
    for (let count = 0; count < 10; count += 1) {
      const stream = subject.run(async (opened) => {
        opened();
        await new Promise(setImmediate);
        throw failing(status.UNAVAILABLE);
      });
      await expect(stream).rejects.toMatchObject({ code: status.UNAVAILABLE });
    }
    expect(await isOpen(subject)).toBe(false);
  });
});

function toWireError(error: AppError): ServiceError {
  return Object.assign(new Error(error.message), toWire(error));
}
