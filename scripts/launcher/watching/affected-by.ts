import { type App, APPS } from '../plan/service-table.ts';

/** Files that an app reads at its start without compiling them. */
const READ_AT_START = /\.(md|ya?ml|json|sql)$/;

/** The apps that must start again when the file changes: its own, or all for a lib. */
export function affectedBy(path: string): readonly App[] {
  const [root, ...rest] = path.replaceAll('\\', '/').split('/');
  if (root === 'dist') {
    if (!path.endsWith('.js')) return [];
    return rest[0] === 'libs' ? APPS : APPS.filter((app) => rest[0] === 'apps' && rest[1] === app);
  }
  if (!READ_AT_START.test(path) || path.endsWith('README.md')) return [];
  return APPS.filter((app) => root === 'apps' && rest[0] === app);
}
