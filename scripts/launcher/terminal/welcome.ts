import { join, relative } from 'node:path';
import type { Progress } from '../../prepare/progress.mjs';
import type { Apis } from '../plan/choose-apis.ts';
import type { RunPlan } from '../plan/plan-run.ts';

interface Welcome {
  plan: RunPlan;
  dataFolder: string;
  seconds: number;
  progress: Pick<Progress, 'paint'>;
}

/** What a person wants to know once everything runs: the one address, and where to look further. */
export function welcome({ plan: { addresses, apis, consoleToken }, dataFolder, seconds, progress }: Welcome): string {
  const bold = (text: string): string => progress.paint(1, text);
  const lines = [
    '',
    `  ${bold('Parley is ready')} ${progress.paint(90, `(${seconds.toFixed(1)} s)`)}`,
    '',
    ...(addresses.phone ? [`  Phone    ${bold(progress.paint(36, addresses.phone))}   open it and write "hola"`] : []),
    `  Console  ${bold(progress.paint(36, consoleAddress(addresses.console, consoleToken)))}   ${consoleHint(consoleToken)}`,
    `  Webhook  ${addresses.webhook}`,
    `  Model    ${modelOf(apis)}`,
    `  Logs     ${shortest(join(dataFolder, 'logs'))}`,
    `  Stop     Ctrl-C`,
    '',
  ];
  return lines.join('\n');
}

/** What follows the # stays in the browser: it fills in the token, and no server or log sees it. */
const consoleAddress = (address: string, token?: string): string => (token ? `${address}#token=${token}` : address);

const consoleHint = (token?: string): string =>
  token ? `for operators` : 'for operators; sign in with your CONSOLE_TOKEN';

function modelOf({ model, variables }: Apis): string {
  if (model === 'real') return 'Anthropic';
  if (model === 'named') return `${variables['ANTHROPIC_BASE_URL']}`;
  return 'offline demo (set ANTHROPIC_API_KEY for the real one)';
}

function shortest(path: string): string {
  const fromHere = relative(process.cwd(), path);
  return fromHere.startsWith('..') ? path : fromHere;
}
