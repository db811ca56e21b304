import type { Layout } from '../design/design.js';
import type { Motif } from '../topics/topic.js';
import { lines } from './html.js';
import { motifs } from './motifs.js';

/** The illustration of a page: for the eye only, so it is kept from those who listen. */
export const drawArt = (motif: Motif, layout: Layout): string =>
  `<svg class="art art-${layout}" viewBox="0 0 400 320" aria-hidden="true" focusable="false">\n${lines(2, [motifs[motif]])}\n</svg>`;

/** A cover for a project without a picture: shapes that follow from its place, so that no two neighbours look alike. */
export function drawCover(index: number): string {
  const shapes = [
    '<rect class="p" width="320" height="220"/><circle class="a" cx="230" cy="90" r="70"/><path class="w" d="M0 220l110-110 90 110z"/>',
    '<rect class="g" width="320" height="220"/><rect class="p" x="40" y="40" width="110" height="140"/><rect class="a" x="170" y="40" width="110" height="60"/><rect class="t" x="170" y="120" width="110" height="60"/>',
    '<rect class="a" width="320" height="220"/><path class="w" d="M0 150c80-60 120 40 200-10s80-40 120-20v100H0z"/><circle class="p" cx="80" cy="70" r="34"/>',
    '<rect class="t" width="320" height="220"/><circle class="l-w" cx="160" cy="110" r="80"/><circle class="l-w" cx="160" cy="110" r="52"/><circle class="a" cx="160" cy="110" r="24"/>',
    '<rect class="s" width="320" height="220"/><path class="p" d="M60 220L160 40l100 180z"/><path class="a" d="M160 220l70-120 70 120z"/>',
    '<rect class="p" width="320" height="220"/><path class="l-w" d="M0 60h320M0 110h320M0 160h320"/><rect class="a" x="110" y="30" width="100" height="160" rx="50"/>',
  ];
  return `<svg class="cover" viewBox="0 0 320 220" preserveAspectRatio="xMidYMid slice" aria-hidden="true" focusable="false">${shapes[index % shapes.length]!}</svg>`;
}
