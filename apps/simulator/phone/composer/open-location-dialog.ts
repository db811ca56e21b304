import { drawMap } from '../content/draw-map.js';
import { element } from '../dom/element.js';
import { iconButton } from '../dom/icon-button.js';
import { openDialog } from '../dom/open-dialog.js';
import { showToast } from '../dom/show-toast.js';
import { texts } from '../texts/texts.js';
import type { OutgoingMessage, Place } from '../wire/phone-contract.js';

const known: (Place & { name: string })[] = [
  { name: 'Obelisco', address: 'Buenos Aires', latitude: -34.603738, longitude: -58.38157 },
  { name: 'Zócalo', address: 'Ciudad de México', latitude: 19.432608, longitude: -99.133209 },
  { name: 'MASP', address: 'São Paulo', latitude: -23.561414, longitude: -46.655881 },
  { name: 'Plaza Mayor', address: 'Madrid', latitude: 40.415364, longitude: -3.707398 },
  { name: 'Union Square', address: 'San Francisco', latitude: 37.78788, longitude: -122.40752 },
];

/** Chooses a place: one of a few, where this device is, or any coordinates. */
export function openLocationDialog(onSend: (outgoing: OutgoingMessage) => void): void {
  const t = texts();
  const number = (label: string, limit: number) => {
    const input = element('input', {
      class: 'input',
      type: 'number',
      step: 'any',
      required: true,
      min: -limit,
      max: limit,
      'aria-label': label,
    });
    return {
      input,
      field: element('label', { class: 'field' }, element('span', { class: 'field-label' }, label), input),
    };
  };
  const latitude = number(t.latitude, 90);
  const longitude = number(t.longitude, 180);
  const name = element('input', { class: 'input', maxlength: 80 });
  const picture = element('div', { class: 'location-preview' });
  let address: string | undefined;

  const show = () => {
    const place = { latitude: Number(latitude.input.value), longitude: Number(longitude.input.value) };
    if (Number.isFinite(place.latitude) && Number.isFinite(place.longitude)) picture.replaceChildren(drawMap(place));
  };
  const fill = (place: Place) => {
    latitude.input.value = String(place.latitude);
    longitude.input.value = String(place.longitude);
    name.value = place.name ?? '';
    address = place.address;
    show();
  };
  const chips = known.map((place) =>
    element(
      'button',
      { type: 'button', class: 'chip', on: { click: () => fill(place) } },
      `${place.name}, ${place.address}`,
    ),
  );
  const locate = iconButton({
    icon: 'target',
    label: t.myLocation,
    onClick: () =>
      navigator.geolocation.getCurrentPosition(
        ({ coords }) =>
          fill({ latitude: Number(coords.latitude.toFixed(6)), longitude: Number(coords.longitude.toFixed(6)) }),
        () => showToast(t.locationRefused),
        { timeout: 5_000 },
      ),
  });
  for (const { input } of [latitude, longitude]) input.addEventListener('input', show);
  if (known[0]) fill(known[0]);

  openDialog({ title: t.whereAreYou, testId: 'location-dialog' }, (close) => [
    picture,
    element('div', { class: 'chips' }, locate, ...chips),
    element(
      'form',
      {
        class: 'form',
        on: {
          submit: (event) => {
            event.preventDefault();
            close();
            const place = { latitude: Number(latitude.input.value), longitude: Number(longitude.input.value) };
            onSend({
              kind: 'location',
              ...place,
              ...(name.value ? { name: name.value } : {}),
              ...(address ? { address } : {}),
            });
          },
        },
      },
      element('div', { class: 'field-pair' }, latitude.field, longitude.field),
      element('label', { class: 'field' }, element('span', { class: 'field-label' }, t.placeName), name),
      element(
        'div',
        { class: 'dialog-actions' },
        element('button', { type: 'button', class: 'button is-quiet', on: { click: close } }, t.cancel),
        element('button', { type: 'submit', class: 'button', 'data-testid': 'confirm-location' }, t.sendLocation),
      ),
    ),
  ]);
}
