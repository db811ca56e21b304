import { MAX_BODY_BYTES, refuseRequest } from './refuse-request.js';

describe(refuseRequest, () => {
  const good = {
    'content-type': 'application/json',
    'content-length': '300',
    'x-hub-signature-256': `sha256=${'a'.repeat(64)}`,
  };

  it.each([
    ['as WhatsApp sends it', good],
    ['with its charset', { ...good, 'content-type': 'application/json; charset=utf-8' }],
    ['with its charset in quotes', { ...good, 'content-type': 'application/json;charset="UTF-8"' }],
    ['in chunks', { ...good, 'content-length': undefined }],
    ['of the largest size', { ...good, 'content-length': `${MAX_BODY_BYTES}` }],
    ['with a coding that changes nothing', { ...good, 'content-encoding': 'identity' }],
  ])('lets a post pass %s', (_, headers) => {
    expect(refuseRequest(headers)).toBeUndefined();
  });

  it.each([
    [413, 'that is too large', { ...good, 'content-length': `${10 * 1024 * 1024}` }],
    [413, 'that is too large, signed or not', { 'content-type': 'application/json', 'content-length': '10485760' }],
    [415, 'without a type', { ...good, 'content-type': undefined }],
    [415, 'of plain text', { ...good, 'content-type': 'text/plain' }],
    [415, 'of a form', { ...good, 'content-type': 'multipart/form-data; boundary=x' }],
    [415, 'in UTF-16', { ...good, 'content-type': 'application/json; charset=utf-16' }],
    [415, 'of something that begins like JSON', { ...good, 'content-type': 'application/json+ld' }],
    [415, 'that is compressed', { ...good, 'content-encoding': 'gzip' }],
    [401, 'without a signature', { ...good, 'x-hub-signature-256': undefined }],
    [401, 'with the old signature only', { ...good, 'x-hub-signature-256': undefined, 'x-hub-signature': 'sha1=00' }],
    [
      401,
      'with two signatures',
      { ...good, 'x-hub-signature-256': `sha256=${'a'.repeat(64)}, sha256=${'b'.repeat(64)}` },
    ],
  ])('answers %i to a post %s', (status, _, headers) => {
    expect(refuseRequest(headers)).toBe(status);
  });
});
