import { z } from 'zod';
import { readConfig } from './read-config.js';
import { count, flag, list, port, target, url } from './variables.js';

describe('the kinds of variables', () => {
  const read = (kind: z.ZodType, value?: string): unknown =>
    (readConfig(z.object({ X: kind }), { X: value }) as { X: unknown }).X;
  const kinds = {
    port: port(1),
    count: count(1, { min: 2, max: 5 }),
    url: url('http', 'https'),
    flag: flag(true),
    target,
    list,
  };

  it.each([
    ['port', '0', 0],
    ['port', '65535', 65535],
    ['port', undefined, 1],
    ['count', '2', 2],
    ['count', '5', 5],
    ['count', undefined, 1],
    ['url', 'http://localhost:4000/anthropic', 'http://localhost:4000/anthropic'],
    ['url', 'https://example.org', 'https://example.org'],
    ['flag', 'true', true],
    ['flag', '1', true],
    ['flag', 'false', false],
    ['flag', '0', false],
    ['flag', undefined, true],
    ['target', '127.0.0.1:50051', '127.0.0.1:50051'],
    ['target', 'dns:///orchestrator:50052', 'dns:///orchestrator:50052'],
    ['target', 'dns://127.0.0.1:53/orchestrator:50052', 'dns://127.0.0.1:53/orchestrator:50052'],
    ['target', 'ipv4:127.0.0.1:1,127.0.0.1:2', 'ipv4:127.0.0.1:1,127.0.0.1:2'],
    ['target', 'unix:/run/parley.sock', 'unix:/run/parley.sock'],
    ['list', 'a', ['a']],
    ['list', ' a, b,,c ,', ['a', 'b', 'c']],
  ] as const)('takes as %s: %s', (kind, value, expected) => {
    expect(read(kinds[kind], value)).toEqual(expected);
  });

  it.each([
    ['port', '-1', 'expected 0 to 65535'],
    ['port', '65536', 'expected 0 to 65535'],
    ['port', '80.5', 'expected a whole number'],
    ['port', 'http', 'expected a port number'],
    ['count', '1', 'expected at least 2'],
    ['count', '6', 'expected at most 5'],
    ['count', '2.5', 'expected a whole number'],
    ['count', 'two', 'expected a number'],
    ['count', 'Infinity', 'expected a number'],
    ['url', 'ftp://example.org', 'expected a URL that starts with http:// or https://'],
    ['url', 'https:example.org', 'expected a URL that starts with http:// or https://'],
    ['url', 'http://', 'expected a URL that starts with http:// or https://'],
    ['url', undefined, 'missing'],
    ['flag', 'yes', 'expected true or false'],
    ['flag', 'FALSE', 'expected true or false'],
    ['target', 'http://peer:50051', 'expected host:port, dns:///host:port or unix:path'],
    ['target', 'dns://peer:50051', 'expected host:port, dns:///host:port or unix:path'],
    ['target', 'peer:port', 'expected host:port, dns:///host:port or unix:path'],
    ['target', undefined, 'missing'],
    ['list', ' , ', 'missing'],
    ['list', undefined, 'missing'],
  ] as const)('refuses as %s: %s', (kind, value, problem) => {
    expect(() => read(kinds[kind], value)).toThrow(`X: ${problem}`);
  });
});
