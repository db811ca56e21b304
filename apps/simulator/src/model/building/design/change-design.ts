import type { Language } from '../../replies/detect-language.js';
import { findChange, ownerOf, pendingChanges } from '../brief/find-change.js';
import { pick } from '../brief/seeded-choice.js';
import type { Design } from './design.js';
import { designWords } from './design-words.js';
import { fontPairsFor } from './font-pairs.js';
import { darken, lighten, recolour } from './make-palette.js';

/** The design with those of the wishes that are about looks and not in it yet; everything else stays letter for letter. */
export function changeDesign(design: Design, wishes: readonly string[], language: Language): Design {
  return pendingChanges(wishes, design.changes).reduce((before, wish) => changeOnce(before, wish, language), design);
}

function changeOnce(design: Design, wish: string, language: Language): Design {
  const change = findChange(wish);
  if (!change || ownerOf(change) !== 'designer') return design;
  const noted = { ...design, summary: designWords[language].changed, changes: [...design.changes, wish] };
  switch (change.about) {
    case 'lightness':
      return { ...noted, palette: (change.to === 'darker' ? darken : lighten)(design.palette), followsSystem: false };
    case 'colour':
      return 'hue' in change.paint ? { ...noted, palette: recolour(design.palette, change.paint.hue) } : design;
    case 'corners':
      return { ...noted, corners: change.to };
    case 'font':
      return {
        ...noted,
        fonts: pick(fontPairsFor([change.to === 'serif' ? 'elegant' : 'minimal'], 'plain'), wish, 'fonts'),
      };
    default:
      return design;
  }
}
