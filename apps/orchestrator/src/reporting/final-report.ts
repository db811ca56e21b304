import type { BuildState } from '../builds/build-row.js';
import type { ReplyContent } from '../turns/turn-row.js';
import { buildText } from './build-text.js';
import { defectsOf } from './defects-of.js';
import { nameOf } from './name-of.js';
import { resumptionOf } from './resumption-of.js';
import { soFarOf } from './so-far-of.js';
import { screenshotOf, type Standing } from './standing.js';
import type { Unfinished } from './unfinished/unfinished-sites.service.js';
import { whyOf } from './why-of.js';

/** What WhatsApp takes under a picture. */
const MAX_CAPTION = 1_024;

export interface Ending {
  state: Exclude<BuildState, 'running'>;
  /** From the catalogue, where it failed or is paused. */
  reason: string;
  /** What there is of one that has not come to its end. */
  unfinished?: Unfinished;
}

/**
 * The message that tells what a build has come to: with the picture of its site where there is one, else in words alone.
 * @param sitesUrl where pictures can be fetched
 */
export function finalReport(standing: Standing, ending: Ending, sitesUrl: string): ReplyContent {
  const { state } = ending;
  const body = bodyOf(standing, ending);
  const picture = state === 'done' ? screenshotOf(standing) : undefined;
  if (!picture || body.length > MAX_CAPTION) return { $case: 'text', value: { body, previewUrl: state === 'done' } };
  const link = `${sitesUrl.replace(/\/+$/, '')}/previews/${picture}.png`;
  return { $case: 'image', value: { source: { $case: 'link', value: link }, caption: body } };
}

function bodyOf(standing: Standing, { state, reason, unfinished }: Ending): string {
  const { language } = standing;
  const what = nameOf(standing);
  const kept = soFarOf(standing, unfinished);
  switch (state) {
    case 'done':
      return doneBody(standing, what);
    case 'failed':
      return buildText('failed', language, { what, why: whyOf(reason, language), kept });
    case 'paused':
      return `${buildText('paused', language, { what, why: whyOf(reason, language), kept })} ${resumptionOf(standing)}`;
    case 'cancelled':
      return buildText('cancelled', language, { what, kept });
    case 'waiting_approval':
      return buildText('approval', language, { what });
  }
}

function doneBody(standing: Standing, what: string): string {
  const { language, url, revisions, phases } = standing;
  // What came in on the way is part of what is ready for the first time
  const isChange = revisions.at(-1)?.cause === 'change' && revisions.slice(0, -1).some(({ state }) => state === 'done');
  const key = url ? (isChange ? 'changed' : 'done') : 'doneNoUrl';
  const defects = defectsOf(phases);
  return [
    buildText(key, language, { what, url }),
    ...(defects.length > 0
      ? [buildText('defects', language, { defects: defects.map((defect) => `- ${defect}`).join('\n') })]
      : []),
    ...(url ? [buildText('doneTips', language)] : []),
  ].join('\n\n');
}
