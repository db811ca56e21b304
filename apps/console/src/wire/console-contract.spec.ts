import { readFileSync } from 'node:fs';
import { join } from 'node:path';

describe('what gateway and page say to each other', () => {
  it('is declared alike on both sides, which may not import each other', () => {
    const apps = join(import.meta.dirname, '..', '..', '..');
    const declarations = (...path: string[]) => readFileSync(join(apps, ...path), 'utf8').replace(/^.*\n/, '');
    const page = declarations('console', 'src', 'wire', 'console-contract.ts');
    expect(page).toBe(declarations('gateway', 'src', 'console', 'console-views.ts'));
    expect(page).toContain('export interface ConversationView');
  });
});
