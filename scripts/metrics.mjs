// npm run metrics: writes docs/metrics.md, the list of everything that the services measure, from their code.
import { writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describeMetrics } from './documenting/describe-metrics.mjs';
import { findNode24 } from './prepare/node24.mjs';

const repo = join(dirname(fileURLToPath(import.meta.url)), '..');
writeFileSync(join(repo, 'docs', 'metrics.md'), await describeMetrics(repo, findNode24(repo)));
