import { buildText } from './build-text.js';
import { type Durations, estimate } from './estimate.js';
import { nameOf } from './name-of.js';
import { resumptionOf } from './resumption-of.js';
import { progressBar } from './progress-bar.js';
import { spokenRest } from './spoken-estimate.js';
import type { Standing } from './standing.js';
import { type Step, toSteps } from './to-steps.js';
import { whyOf } from './why-of.js';

const marks: Record<Step['state'], string> = { waiting: '▫️', running: '⏳', done: '✅', failed: '⚠️', stopped: '🛑' };

/** How a build stands, for who asks: bar, steps and the time that is left, or what it has come to. */
export function statusReport(build: Standing, durations: Durations, now: number): string {
  const { language, url, state, reason, phases } = build;
  const what = nameOf(build);
  if (state === 'done') return buildText(url ? 'statusDone' : 'statusDoneNoUrl', language, { what, url });
  if (state === 'cancelled') return withSite(buildText('statusCancelled', language, { what }), build);
  if (state === 'failed')
    return withSite(buildText('statusFailed', language, { what, why: whyOf(reason, language) }), build);
  const steps = toSteps(phases, language);
  const list = steps.map((step) => `${marks[step.state]} ${step.title}`);
  const lines = [`${what}\n${progressBar(steps)}`, list.join('\n')];
  if (state === 'paused') {
    const paused = buildText('statusPaused', language, { what, why: whyOf(reason, language) });
    lines.push(`${withSite(paused, build)} ${resumptionOf(build)}`);
  }
  if (state === 'waiting_approval') lines.push(buildText('statusApproval', language, { what }));
  if (state === 'running') lines.push(spokenRest(estimate(phases, durations, now), language));
  return lines.join('\n');
}

function withSite(line: string, { url, unfinishedUrl, language }: Standing): string {
  if (url) return `${line} ${buildText('keptSite', language, { url })}`;
  return unfinishedUrl ? `${line} ${buildText('unfinishedSite', language, { url: unfinishedUrl })}` : line;
}
