import type { CheckProblem } from '../check-report.ts';
import type { SiteIndex } from './site-index.ts';

/** Names of scripts, algorithms and protocols that only mining uses. What has no name is seen by its appetite, in the browser. */
const SIGNS =
  /coin-?hive|cryptonight|crypto-?loot|coin-?imp\b|jse-?coin|web-?mine(r\b|pool)|deep-?miner|minero\.cc|monerominer|xmr-?ig|stratum\+(tcp|ssl)|randomx|ppoi\.org|authedmine|webdollar|nerohut|hashvault|nanopool|minexmr|supportxmr/i;

export const findMiners = (index: SiteIndex): CheckProblem[] =>
  index.withExtension('html', 'htm', 'svg', 'js', 'mjs', 'json').flatMap(([path, text]) => {
    const found = SIGNS.exec(text);
    if (!found) return [];
    const line = text.slice(0, found.index).split('\n').length;
    return { check: 'javascript', severity: 'high', path, line, what: `This looks like mining: ${found[0]}` };
  });
