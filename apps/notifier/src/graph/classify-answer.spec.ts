import { classifyAnswer } from './classify-answer.js';
import type { CallResult } from './graph-call.js';
import { classifyGraphError } from './graph-errors.js';
import { readRetryAfter } from './read-retry-after.js';

const failure = (errorCode: string, headersLeft: boolean | undefined): CallResult => ({
  status: undefined,
  errorCode,
  headersLeft,
});
const response = (status: number, body: string, headers = {}): CallResult => ({ status, headers, body });
const error = (status: number, fields: object, headers = {}) =>
  response(status, JSON.stringify({ error: fields }), headers);

describe(classifyAnswer, () => {
  it.each([
    'ENOTFOUND', 'EAI_AGAIN', 'ECONNREFUSED', 'UND_ERR_CONNECT_TIMEOUT', 'ECONNRESET', 'UND_ERR_SOCKET', 'DEADLINE_EXCEEDED', 'LEASE_LOST',
  ])('takes %s without headers as not sent', (code) => {
    expect(classifyAnswer(failure(code, false))).toEqual({ kind: 'not_sent', reason: code.toLowerCase(), isTrusted: true });
  }); // prettier-ignore

  it.each([
    'UND_ERR_SOCKET',
    'ECONNRESET',
    'DEADLINE_EXCEEDED',
    'UND_ERR_HEADERS_TIMEOUT',
    'BODY_TOO_LARGE',
    'ECONNREFUSED',
  ])('takes %s after the headers as unknown', (code) =>
    expect(classifyAnswer(failure(code, true))).toEqual({ kind: 'unknown', reason: code.toLowerCase() }),
  );

  it.each([
    ['ECONNREFUSED', 'not_sent'],
    ['ENOTFOUND', 'not_sent'],
    ['EAI_AGAIN', 'not_sent'],
    ['UND_ERR_CONNECT_TIMEOUT', 'not_sent'],
    ['LEASE_LOST', 'not_sent'],
    ['ECONNRESET', 'unknown'],
    ['DEADLINE_EXCEEDED', 'unknown'],
    ['UND_ERR_SOCKET', 'unknown'],
    ['DEPTH_ZERO_SELF_SIGNED_CERT', 'unknown'],
  ])('takes %s without evidence as %s', (code, kind) =>
    expect(classifyAnswer(failure(code, undefined)).kind).toBe(kind),
  );

  it.each([
    'DEPTH_ZERO_SELF_SIGNED_CERT',
    'CERT_HAS_EXPIRED',
    'UNABLE_TO_VERIFY_LEAF_SIGNATURE',
    'ERR_TLS_CERT_ALTNAME_INVALID',
  ])('sees that %s is about trust', (code) =>
    expect(classifyAnswer(failure(code, false))).toMatchObject({ kind: 'not_sent', isTrusted: false }),
  );

  it('takes a 200 with an id as accepted and any other 200 as unknown', () => {
    expect(classifyAnswer(response(200, '{"messages":[{"id":"wamid.1"}]}'))).toEqual({
      kind: 'accepted',
      wamid: 'wamid.1',
    });
    for (const body of [
      '',
      'null',
      '[]',
      '{}',
      '{"messages":[]}',
      '{"messages":{}}',
      '{"messages":[{"id":1}]}',
      '<html>',
      '{"messages":[{"id":"',
    ])
      expect(classifyAnswer(response(200, body))).toEqual({ kind: 'unknown', reason: 'unreadable_200' });
  });

  it.each([
    [error(500, { code: 131048 }), 'rejected'], // the code counts, not the status
    [error(400, { code: 131000 }), 'unknown'],
    [error(400, { code: 1 }), 'unknown'],
    [error(200, { code: 2 }), 'unknown'],
    [error(400, { code: 999_999 }), 'rejected'],
    [error(400, { code: 999_999, is_transient: true }), 'unknown'],
    [error(500, { code: 999_999 }), 'unknown'],
    [error(400, { code: 130429, is_transient: true }), 'rejected'],
    [response(500, '<html>'), 'unknown'],
    [response(502, ''), 'unknown'],
    [response(404, '<html>not Meta</html>'), 'unknown'],
    [response(302, ''), 'unknown'],
    [response(429, ''), 'rejected'],
    [error(400, { code: '190' }), 'unknown'],
  ])('judges %j as %s', (result, kind) => expect(classifyAnswer(result).kind).toBe(kind));

  it('lets nothing through that a database cannot keep', () => {
    expect(classifyAnswer(response(200, JSON.stringify({ messages: [{ id: 'w\u0000' }] }))).kind).toBe('unknown');
    const details = `a\u0000b\ud800${'x'.repeat(999)}`;
    const finding = classifyAnswer(error(400, { code: 131026, error_data: { details } }));
    expect(finding).toMatchObject({ error: { details: `a b\ufffd${'x'.repeat(296)}` } });
  });

  it('keeps code, subcode and details, and how long to wait', () => {
    const body = { code: 130429, error_subcode: 33, error_data: { details: 'slow' }, message: 'm', is_transient: true };
    expect(classifyAnswer(error(400, body, { 'retry-after': '7' }))).toEqual({
      kind: 'rejected',
      error: { code: 130429, subcode: 33, details: 'slow', isTransient: true },
      errorClass: 'throttled',
      retryAfterMs: 7_000,
    });
  });
});

describe(classifyGraphError, () => {
  it.each([
    ['throttled', [4, 80007, 130429, 131056]],
    ['outcome_unknown', [1, 2, 131000, 131016, 131057, 133004]],
    ['credentials', [0, 190, 3, 10, 200, 250, 299, 131005]],
    ['window_closed', [131047]],
    ['quality', [131048, 131049, 131064, 130497, 368, 131031]],
    ['recipient', [131026, 131021, 130403, 130472, 131030, 131050, 131062]],
    ['our_bug', [33, 100, 131008, 131009, 131051, 135000]],
    ['media', [131052, 131053]],
    ['template', [132000, 132001, 132015, 134101]],
    ['number', [131037, 131045, 133010, 133016]],
    ['payment', [131042, 134011]],
    ['unlisted', [7, 300, 424242]],
  ])('knows the class %s', (errorClass, codes) => {
    for (const code of codes) expect(classifyGraphError({ code, isTransient: false })).toBe(errorClass);
  });
});

describe(readRetryAfter, () => {
  it.each([
    [{}, undefined],
    [{ 'retry-after': '12' }, 12_000],
    [{ 'retry-after': ['3', '4'] }, 3_000],
    [{ 'retry-after': 'Thu, 01 Jan 1970 00:01:00 GMT' }, 50_000],
    [{ 'retry-after': 'soon' }, undefined],
    [{ 'retry-after': '999999999' }, 86_400_000],
    [{ 'x-business-use-case-usage': '{"1":[{"estimated_time_to_regain_access":2},{"call_count":1}]}' }, 120_000],
    [{ 'retry-after': '300', 'x-business-use-case-usage': '{"1":[{"estimated_time_to_regain_access":2}]}' }, 300_000],
    [{ 'x-business-use-case-usage': '{broken' }, undefined],
  ])('reads %j as %s ms', (headers, ms) => expect(readRetryAfter(headers, 10_000)).toBe(ms));
});
