import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { prefixedVariables } from './prefixed-variables.js';

describe(prefixedVariables, () => {
  const folder = mkdtempSync(join(tmpdir(), 'parley-config-'));
  afterAll(() => rmSync(folder, { recursive: true }));

  it('reads what begins with the prefix, mounted files included, and nothing else', () => {
    const file = join(folder, 'token');
    writeFileSync(file, ' from a file\n');
    const env = { MCP_A: ' a ', MCP_EMPTY: ' ', MCP_B_FILE: file, MCP_A_FILE: file, OTHER: 'x', XMCP_: 'x' };
    expect(prefixedVariables('MCP_', env)).toMatchObject({ MCP_A: 'a', MCP_B: 'from a file' });
    expect(Object.keys(prefixedVariables('MCP_', env)).sort()).toEqual(['MCP_A', 'MCP_A_FILE', 'MCP_B', 'MCP_B_FILE']);
  });

  it('names a file that cannot be read', () => {
    expect(() => prefixedVariables('MCP_', { MCP_B_FILE: '/nowhere/x' })).toThrow(
      'MCP_B_FILE: cannot be read (ENOENT)',
    );
  });
});
