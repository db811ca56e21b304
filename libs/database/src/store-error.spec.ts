import pg from 'pg';
import { QueryFailedError } from 'typeorm';
import { AppError } from '#libs/errors';
import { toStoreError } from './store-error.js';

const ofPostgres = (code: string) =>
  Object.assign(new pg.DatabaseError('value canary too long', 1, 'error'), { code, detail: 'Key (wa_id)=(canary)' });
const ofSystem = (code: string) => Object.assign(new Error(`write ${code}`), { code, syscall: 'write' });

describe(toStoreError, () => {
  it.each([
    ['08006', 'connection failure'],
    ['40001', 'serialization failure'],
    ['40P01', 'deadlock'],
    ['53300', 'too many connections'],
    ['53100', 'disk full'],
    ['55P03', 'lock not available'],
    ['57014', 'statement timeout'],
    ['57P01', 'terminated by an administrator'],
    ['57P03', 'starting up'],
    ['25006', 'read-only, after a failover'],
  ])('says for %s, %s, that a repeat may help', (code) => {
    expect(toStoreError(ofPostgres(code))).toMatchObject({ reason: 'STORE_UNAVAILABLE', retryable: true });
  });

  it.each([
    ['23505', 'unique violation'],
    ['22P02', 'invalid text'],
    ['22021', 'a character that cannot be stored'],
    ['42P01', 'undefined table'],
    ['42501', 'permission denied'],
    ['25P02', 'failed transaction'],
    ['28P01', 'wrong password'],
    ['3D000', 'no such database'],
    ['55006', 'object in use'],
    ['XX000', 'internal error'],
  ])('says for %s, %s, that it does not', (code) => {
    expect(toStoreError(ofPostgres(code))).toMatchObject({ reason: 'INTERNAL', retryable: false });
  });

  // EPIPE and EBUSY have the shape of a SQLSTATE
  it.each(['ECONNREFUSED', 'ECONNRESET', 'ETIMEDOUT', 'EPIPE', 'EBUSY', 'ENOTFOUND'])(
    'says for %s that a repeat may help',
    (code) => {
      expect(toStoreError(ofSystem(code))).toMatchObject({
        reason: 'STORE_UNAVAILABLE',
        message: 'the database did not answer',
      });
    },
  );

  it.each(['Connection terminated unexpectedly', 'timeout exceeded when trying to connect', 'Query read timeout'])(
    'takes "%s" of the driver for a server that did not answer',
    (message) => {
      expect(toStoreError(new Error(message)).reason).toBe('STORE_UNAVAILABLE');
    },
  );

  it.each([new TypeError('x is undefined'), new RangeError('x'), new SyntaxError('x'), 'a string', undefined])(
    'does not blame the database for a mistake of ours: %p',
    (thrown) => {
      expect(toStoreError(thrown).reason).toBe('INTERNAL');
    },
  );

  it('looks into what TypeORM wraps', () => {
    const wrap = (code: string) => new QueryFailedError('select canary', ['canary'], ofPostgres(code));
    expect(toStoreError(wrap('40001')).reason).toBe('STORE_UNAVAILABLE');
    expect(toStoreError(wrap('23505')).reason).toBe('INTERNAL');
  });

  it('keeps values out of the message, and the error as the cause', () => {
    const cause = ofPostgres('23505');
    expect(toStoreError(cause)).toMatchObject({ message: 'statement failed with 23505', cause });
    expect(toStoreError(new Error('canary')).message).not.toContain('canary');
  });

  it('leaves an AppError as it is', () => {
    const error = new AppError('LEASE_LOST');
    expect(toStoreError(error)).toBe(error);
  });
});
