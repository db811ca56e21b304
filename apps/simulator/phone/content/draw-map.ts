import { svgElement } from '../dom/element.js';
import type { Place } from '../wire/phone-contract.js';
import { seededRandom } from './seeded-random.js';

const WIDTH = 300;
const HEIGHT = 150;

/** A made-up street map: the same place always gets the same streets. Nothing is loaded from anywhere. */
export function drawMap({ latitude, longitude }: Place): SVGElement {
  const random = seededRandom(`${latitude.toFixed(3)},${longitude.toFixed(3)}`);
  const tilt = random() * 24 - 12;
  const group = svgElement('g', { transform: `rotate(${tilt} ${WIDTH / 2} ${HEIGHT / 2})` });
  group.append(...blocks(random), ...park(random), ...river(random), ...streets(random));
  return svgElement(
    'svg',
    { viewBox: `0 0 ${WIDTH} ${HEIGHT}`, class: 'map', 'aria-hidden': 'true', preserveAspectRatio: 'xMidYMid slice' },
    svgElement('rect', { class: 'map-ground', width: WIDTH, height: HEIGHT }),
    group,
    svgElement('ellipse', { class: 'map-shadow', cx: WIDTH / 2, cy: HEIGHT / 2 + 1, rx: 9, ry: 3.5 }),
    svgElement('path', {
      class: 'map-pin',
      d: `M${WIDTH / 2} ${HEIGHT / 2}c-9-11-15-18-15-26a15 15 0 0 1 30 0c0 8-6 15-15 26Z`,
    }),
    svgElement('circle', { class: 'map-pin-hole', cx: WIDTH / 2, cy: HEIGHT / 2 - 26, r: 5.5 }),
  );
}

type Random = () => number;
const STEP_X = 46;
const STEP_Y = 36;

function blocks(random: Random): SVGElement[] {
  const drawn: SVGElement[] = [];
  for (let x = -60; x < WIDTH + 60; x += STEP_X) {
    for (let y = -60; y < HEIGHT + 60; y += STEP_Y) {
      if (random() < 0.45) drawn.push(house(x + 7 + random() * 6, y + 7, 12 + random() * 14, 10 + random() * 12));
    }
  }
  return drawn;
}

const house = (x: number, y: number, width: number, height: number) =>
  svgElement('rect', { class: 'map-house', x, y, width, height, rx: 1.5 });

function park(random: Random): SVGElement[] {
  const x = Math.floor(random() * 5) * STEP_X - 14;
  const y = Math.floor(random() * 3) * STEP_Y - 24;
  return [svgElement('rect', { class: 'map-park', x, y, width: STEP_X * 2, height: STEP_Y * 2, rx: 8 })];
}

function river(random: Random): SVGElement[] {
  if (random() < 0.35) return [];
  const from = random() * WIDTH;
  const bend = () => random() * 120 - 60;
  const d = `M${from} -60C${from + bend()} 20 ${from + bend()} 90 ${from + bend()} 210`;
  return [svgElement('path', { class: 'map-river', d })];
}

function streets(random: Random): SVGElement[] {
  const lines: SVGElement[] = [];
  for (let x = -60; x < WIDTH + 60; x += STEP_X) lines.push(street(`M${x} -80V240`, random() < 0.25));
  for (let y = -60; y < HEIGHT + 60; y += STEP_Y) lines.push(street(`M-80 ${y}H380`, random() < 0.25));
  lines.push(street(`M-80 ${random() * HEIGHT}L380 ${random() * HEIGHT}`, true));
  return lines;
}

const street = (d: string, isWide: boolean) =>
  svgElement('path', { class: isWide ? 'map-street is-wide' : 'map-street', d });
