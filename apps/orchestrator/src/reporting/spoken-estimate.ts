import { buildText } from './build-text.js';
import type { Estimate } from './estimate.js';

/** How long it takes, in words. */
export const spokenDuration = ({ ms, isGuess }: Estimate, language: string): string =>
  say(
    isGuess ? ['firstSeconds', 'firstMinute', 'firstMinutes'] : ['etaSeconds', 'etaMinute', 'etaMinutes'],
    ms,
    language,
  );

/** How long it still takes, in words. */
export const spokenRest = ({ ms, isGuess }: Estimate, language: string): string =>
  say(
    isGuess
      ? ['leftFirstSeconds', 'leftFirstMinute', 'leftFirstMinutes']
      : ['leftSeconds', 'leftMinute', 'leftMinutes'],
    ms,
    language,
  );

type Keys = readonly [
  Parameters<typeof buildText>[0],
  Parameters<typeof buildText>[0],
  Parameters<typeof buildText>[0],
];

/** Rounded up: who comes early is forgiven. */
function say([seconds, minute, minutes]: Keys, ms: number, language: string): string {
  if (ms <= 50_000) return buildText(seconds, language);
  const count = Math.ceil(ms / 60_000);
  return count === 1 ? buildText(minute, language) : buildText(minutes, language, { minutes: `${count}` });
}
