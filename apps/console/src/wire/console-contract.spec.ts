import { readFileSync } from 'node:fs';
import { join } from 'node:path';

describe('what gateway and page say to each other', () => {
  it.each([
    ['console-contract.ts', 'console-views.ts', 'ConversationView'],
    ['build-contract.ts', 'build-views.ts', 'BuildView'],
  ])('is declared alike on both sides, which may not import each other: %s', (ofPage, ofGateway, name) => {
    const apps = join(import.meta.dirname, '..', '..', '..');
    const declarations = (...path: string[]) =>
      readFileSync(join(apps, ...path), 'utf8').replace(/^[^]*?(?=\nexport )/, '');
    const page = declarations('console', 'src', 'wire', ofPage);
    expect(page).toBe(declarations('gateway', 'src', 'console', ofGateway));
    expect(page).toContain(`export interface ${name}`);
  });
});
