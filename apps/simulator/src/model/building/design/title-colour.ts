import type { SiteKind } from '../brief/brief.js';
import type { Paint } from '../brief/find-change.js';
import { fromHex, readableOn } from './colour.js';
import type { Design, Layout } from './design.js';
import { toBanner } from './make-palette.js';

/** Whether the title stands on the main colour instead of on paper: tools open without a banner. */
export const standsOnBanner = (kind: SiteKind, layout: Layout): boolean =>
  layout === 'banner' && kind !== 'app' && kind !== 'calculator';

/** A colour that was named, as light or dark as it has to be to read well where the title stands. */
export function toTitleColour(paint: Paint, { palette, layout }: Design, kind: SiteKind): string {
  const papers = standsOnBanner(kind, layout) ? [toBanner(palette)] : [palette.background, palette.surface];
  const { lightness } = fromHex(palette.primary);
  if ('grey' in paint) return readableOn({ lightness: paint.grey === 'black' ? 0.1 : 0.99, chroma: 0, hue: 0 }, papers);
  return readableOn({ lightness, chroma: 0.2, hue: paint.hue }, papers);
}
