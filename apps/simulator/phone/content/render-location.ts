import { element } from '../dom/element.js';
import { texts } from '../texts/texts.js';
import type { Place } from '../wire/phone-contract.js';
import { drawMap } from './draw-map.js';

/** A drawn map with the place's name. A tap opens a real map elsewhere, in a tab of its own. */
export function renderLocation(place: Place): HTMLElement {
  const coordinates = `${place.latitude.toFixed(5)}, ${place.longitude.toFixed(5)}`;
  const href = `https://www.openstreetmap.org/?mlat=${place.latitude}&mlon=${place.longitude}#map=16/${place.latitude}/${place.longitude}`;
  return element(
    'a',
    { class: 'location', href, target: '_blank', rel: 'noopener noreferrer', title: texts().openMap },
    drawMap(place),
    element(
      'span',
      { class: 'location-text with-meta' },
      element('strong', { dir: 'auto' }, place.name || texts().location),
      element('span', { class: 'location-address', dir: 'auto' }, place.address || coordinates),
    ),
  );
}
