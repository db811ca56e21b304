import type { Paint } from '../brief/find-change.js';
import { fromHex, readableOn } from './colour.js';
import type { Design } from './design.js';

/** A colour that was named, as light or dark as it has to be to read well where titles stand. */
export function toTitleColour(paint: Paint, { palette, layout }: Design): string {
  const backgrounds = layout === 'banner' ? [palette.background] : [palette.background, palette.surface];
  const { lightness } = fromHex(palette.primary);
  if ('grey' in paint)
    return readableOn({ lightness: paint.grey === 'black' ? 0.1 : 0.99, chroma: 0, hue: 0 }, backgrounds);
  return readableOn({ lightness, chroma: 0.2, hue: paint.hue }, backgrounds);
}
