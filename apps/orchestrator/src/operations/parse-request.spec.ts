import { z } from 'zod';
import { parseRequest } from './parse-request.js';

const schema = z.object({ query: z.string().trim().max(10), size: z.number() });

describe(parseRequest, () => {
  it('gives what fits, as the schema makes it', () =>
    expect(parseRequest(schema, { query: ' ana ', size: 1 })).toEqual({ query: 'ana', size: 1 }));

  it.each([
    [{ query: 'x'.repeat(11), size: 1 }, 'query'],
    [{ query: 'ana', size: '1' }, 'size'],
    [{ query: 'a\0b', size: 1 }, 'query'], // would be an error of the database, and so one of ours
  ])('refuses %j and names the field', (request, field) => {
    const refused: unknown = expect.objectContaining({ reason: 'INVALID_REQUEST', metadata: { field } });
    expect(() => parseRequest(schema, request)).toThrow(refused as Error);
  });
});
