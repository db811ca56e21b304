import { createDefaultMonokleValidator, type Resource } from '@monokle/validation';
import { idOf } from '../../scripts/manifests/manifest.ts';
import { mainOf, type Rendered } from './rendered.ts';
import { renderAll } from './value-sets.ts';
import { withTools } from './with-tools.ts';

const ifRendered = await withTools('helm', 'kustomize');

const PLUGINS = { 'pod-security-standards': true, practices: true };

/** Rules that are not followed, and why. */
const EXCEPT: Record<string, string> = {
  'practices/cpu-limit': 'a process that is throttled answers late at the peak; requests share the node fairly',
  'practices/no-secret-env':
    'takes CONSOLE_TOKEN_FILE, which is a path, for a token; line 36 of the list looks for values',
};

/** Every rule of both plugins that an object breaks, as `rule: object`; nothing is loaded from a network. */
async function breaches(rendered: Rendered): Promise<string[]> {
  const validator = createDefaultMonokleValidator();
  await validator.preload({ plugins: PLUGINS });
  const names = new Map(
    Object.entries(validator.rules).flatMap(([plugin, rules]) =>
      rules.map(({ id, name }) => [id, `${plugin}/${name}`]),
    ),
  );
  expect(names.size).toBeGreaterThanOrEqual(38);
  const rules: Record<string, false | 'err'> = {};
  for (const name of names.values()) rules[name] = name in EXCEPT ? false : 'err';
  await validator.preload({ plugins: PLUGINS, rules });
  const resources = rendered.manifests.map((manifest): Resource => {
    const file = `${idOf(manifest)}.yaml`;
    return {
      id: file,
      fileId: file,
      filePath: file,
      fileOffset: 0,
      name: manifest.metadata.name,
      apiVersion: manifest.apiVersion,
      kind: manifest.kind,
      content: manifest,
      text: JSON.stringify(manifest),
    };
  });
  const { runs } = await validator.validate({ resources });
  return runs.flatMap(({ results }) =>
    results.map(({ ruleId, locations }) => {
      const uris = locations.map(({ physicalLocation }) => physicalLocation?.artifactLocation.uri);
      return `${names.get(ruleId)}: ${uris.find((uri) => uri?.includes('/'))}`;
    }),
  );
}

describe('policies of Monokle', () => {
  let all: Rendered[] = [];
  beforeAll(async () => {
    if (ifRendered === it) all = await renderAll();
  });

  ifRendered('are kept by every object of each overlay and set', async () => {
    const found = new Set<string>();
    for (const rendered of all) for (const breach of await breaches(rendered)) found.add(breach);
    expect([...found]).toEqual([]);
  });

  ifRendered('see a container that may write, run as root and is not limited', async () => {
    const spoilt = all.find(({ name }) => name === 'overlay prod')!.copy();
    const container = mainOf(spoilt.deployment('agents'));
    container.securityContext = { readOnlyRootFilesystem: false, runAsUser: 0 };
    delete container.resources!.limits!['memory'];
    const rules = (await breaches(spoilt)).map((breach) => breach.split(':')[0]);
    for (const rule of [
      'practices/no-writable-fs',
      'practices/memory-limit',
      'pod-security-standards/running-as-non-root',
    ])
      expect(rules).toContain(rule);
  });
});
