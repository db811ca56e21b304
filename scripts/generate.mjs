// Writes everything that is generated from proto/: TypeScript, and the descriptors that server reflection serves.
import { execFileSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';

/** @param {string[]} args */
const buf = (...args) =>
  execFileSync('node_modules/.bin/buf', args, { maxBuffer: 1e8, stdio: ['ignore', 'pipe', 'inherit'] });

buf('generate');
const descriptors = buf('build', '--exclude-source-info', '-o', '-#format=binpb').toString('base64');
writeFileSync(
  'libs/contracts/src/gen/descriptor-set.ts',
  `// Code generated from proto/ by "npm run generate". DO NOT EDIT.\nexport const descriptorSet =\n  '${descriptors}';\n`,
);
