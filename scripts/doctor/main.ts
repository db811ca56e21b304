// On Node 24, started by scripts/doctor.mjs.
import { join } from 'node:path';
import { readDeployment } from './deployment.ts';
import { examine } from './examine.ts';
import { report } from './report.ts';

const findings = await examine(readDeployment(process.env), join(import.meta.dirname, '..', '..'));
const asJson = process.argv.includes('--json');
process.stdout.write(asJson ? `${JSON.stringify({ findings }, null, 2)}\n` : report(findings));
process.exitCode = findings.some(({ level }) => level === 'fault') ? 1 : 0;
