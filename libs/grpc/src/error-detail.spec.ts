import { Metadata, status } from '@grpc/grpc-js';
import { AppError, type Reason, reasons } from '#libs/errors';
import { fromDetail, fromWire, toDetail, toWire } from './error-detail.js';

describe('an error on its way to a peer', () => {
  it.each(Object.keys(reasons) as Reason[])('arrives as what it was: %s', (reason) => {
    const error = new AppError(reason, { message: 'in words', metadata: { field: 'a', ünï: 'ö\n"' } });
    expect(toWire(error).code).toBe(reasons[reason].grpc);
    const arrived = fromWire(toWire(error));
    expect(arrived).toBeInstanceOf(AppError);
    expect(arrived).toMatchObject({ reason, message: 'in words', metadata: { field: 'a', ünï: 'ö\n"' } });
  });

  it('leaves its cause at home', () => {
    const error = new AppError('INTERNAL', { cause: new Error('canary') });
    const { metadata, ...rest } = toWire(error);
    expect(JSON.stringify(rest) + metadata.get('parley-error-bin').toString()).not.toContain('canary');
    expect(JSON.stringify(toDetail(error))).not.toContain('canary');
  });

  it('is INTERNAL when this version does not know the reason', () => {
    const detail = { reason: 'FROM_THE_FUTURE', retryable: true, metadata: { field: 'a' } };
    expect(fromDetail(detail)).toMatchObject({ reason: 'INTERNAL', retryable: false, metadata: { field: 'a' } });
  });

  it('goes through a batch item by item', () => {
    const error = new AppError('AGENT_BUSY', { metadata: { agent: 'concierge' } });
    expect(fromDetail(toDetail(error))).toMatchObject({ reason: 'AGENT_BUSY', metadata: { agent: 'concierge' } });
    expect(toDetail(error).retryable).toBe(true);
  });

  it('is judged by its status when its detail cannot be read', () => {
    const metadata = new Metadata();
    metadata.set('parley-error-bin', Buffer.from([0xff, 0xff, 0xff]));
    expect(fromWire({ code: status.RESOURCE_EXHAUSTED, metadata })).toMatchObject({ reason: 'OVERLOADED' });
  });

  it('keeps what it came as for the log', () => {
    const failure = Object.assign(new Error('14 UNAVAILABLE'), { code: status.UNAVAILABLE, metadata: new Metadata() });
    expect(fromWire(failure)).toMatchObject({ reason: 'PEER_UNAVAILABLE', cause: failure });
  });

  it('stays an AppError that it already is', () => {
    const error = new AppError('CANCELLED');
    expect(fromWire(error)).toBe(error);
  });
});
