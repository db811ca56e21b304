import { svgElement } from '../dom/element.js';

export const BAR_COUNT = 48;
const STEP = 4;
const HEIGHT = 28;

/** Bars as one path, so that a chat full of voice notes stays light. */
export function drawWaveform(peaks: number[], name: 'played' | 'rest'): SVGElement {
  const d = peaks
    .map((peak, at) => {
      const half = Math.max(1.2, (peak * (HEIGHT - 4)) / 2);
      return `M${at * STEP + 2} ${HEIGHT / 2 - half}v${half * 2}`;
    })
    .join('');
  return svgElement(
    'svg',
    {
      viewBox: `0 0 ${BAR_COUNT * STEP} ${HEIGHT}`,
      class: `waveform is-${name}`,
      preserveAspectRatio: 'none',
      'aria-hidden': 'true',
    },
    svgElement('path', { d }),
  );
}
