import { svgElement } from './element.js';

/** Own drawings on a 24 by 24 grid. Lines unless the name ends in `Solid`. */
const drawings = {
  addPerson:
    'M10 11.5a3.8 3.8 0 1 0 0-7.6 3.8 3.8 0 0 0 0 7.6ZM3 20c.4-3.6 3.2-5.6 7-5.6 1.3 0 2.4.2 3.4.6M18 14v6M15 17h6',
  back: 'M19.5 12H5M11 5.5 4.5 12l6.5 6.5',
  ban: 'M12 20.5a8.5 8.5 0 1 0 0-17 8.5 8.5 0 0 0 0 17ZM6 6l12 12',
  check: 'm5 12.5 4.5 4.5L19 7.5',
  chevron: 'm6 9.5 6 6 6-6',
  clock: 'M12 20.5a8.5 8.5 0 1 0 0-17 8.5 8.5 0 0 0 0 17ZM12 7.5V12l3 2',
  close: 'M6 6l12 12M18 6 6 18',
  contact: 'M12 12a3.5 3.5 0 1 0 0-7 3.5 3.5 0 0 0 0 7ZM5 19.5c.6-3.3 3.3-5 7-5s6.4 1.7 7 5',
  copy: 'M9 9h10v11H9zM15 9V4H5v11h4',
  document: 'M6 3.5h8l4.5 4.5v12.5H6zM14 3.5V8h4.5M9 12.5h6M9 16h6',
  dots: 'M12 5.5v.01M12 12v.01M12 18.5v.01',
  download: 'M12 4v11M7 10.5l5 5 5-5M5 20h14',
  edit: 'm4.5 19.5 1-4L16 5l3 3L8.5 18.5zM14 7l3 3',
  emoji:
    'M12 20.5a8.5 8.5 0 1 0 0-17 8.5 8.5 0 0 0 0 17ZM9 9.5v.8M15 9.5v.8M8.3 14c.8 1.4 2.1 2.2 3.7 2.2s2.9-.8 3.7-2.2',
  globe: 'M12 20.5a8.5 8.5 0 1 0 0-17 8.5 8.5 0 0 0 0 17ZM3.5 12h17M12 3.5c5 5 5 12 0 17M12 3.5c-5 5-5 12 0 17',
  hidden:
    'M4 4l16 16M9.8 6.4A9.7 9.7 0 0 1 12 6.1c4 0 7 2.4 8.8 5.9a12 12 0 0 1-2.5 3.3M6.3 8.3A12.5 12.5 0 0 0 3.2 12c1.8 3.5 4.8 5.9 8.8 5.9 1.3 0 2.5-.3 3.6-.7M10 10.3a2.6 2.6 0 0 0 3.7 3.6',
  image: 'M4 5h16v14H4zM4 16l4.5-4.5 4 4 2.5-2.5 5 5M15.5 9.5v.01',
  info: 'M12 20.5a8.5 8.5 0 1 0 0-17 8.5 8.5 0 0 0 0 17ZM12 11v5.5M12 7.5v.2',
  knobs:
    'M4 7h9M17 7h3M4 17h3M11 17h9M15 9.3a2.3 2.3 0 1 0 0-4.6 2.3 2.3 0 0 0 0 4.6ZM9 19.3a2.3 2.3 0 1 0 0-4.6 2.3 2.3 0 0 0 0 4.6Z',
  list: 'M9 6.5h11M9 12h11M9 17.5h11M4.5 6.5v.01M4.5 12v.01M4.5 17.5v.01',
  microphone: 'M12 14.5a3 3 0 0 0 3-3v-5a3 3 0 0 0-6 0v5a3 3 0 0 0 3 3ZM6 11.5a6 6 0 0 0 12 0M12 17.5V21',
  minus: 'M6 12h12',
  moon: 'M19.5 14.3A8 8 0 0 1 9.7 4.5a8 8 0 1 0 9.8 9.8Z',
  offline:
    'M4 4l16 16M8.5 8A9.9 9.9 0 0 0 3 11M12.5 7A9.9 9.9 0 0 1 21 11M6.5 14.5a7.7 7.7 0 0 1 5-2.4M16 13.2l1.5 1.3M12 18.5v.01',
  pause: 'M8.5 5.5v13M15.5 5.5v13',
  phone:
    'M7.5 3h9A1.5 1.5 0 0 1 18 4.5v15a1.5 1.5 0 0 1-1.5 1.5h-9A1.5 1.5 0 0 1 6 19.5v-15A1.5 1.5 0 0 1 7.5 3ZM10.8 18h2.4',
  phones:
    'M6 4.5h7a1.5 1.5 0 0 1 1.5 1.5v12.5A1.5 1.5 0 0 1 13 20H6a1.5 1.5 0 0 1-1.5-1.5V6A1.5 1.5 0 0 1 6 4.5ZM8.2 17h2.6M17.5 6.5h.5A1.5 1.5 0 0 1 19.5 8v9a1.5 1.5 0 0 1-1.5 1.5h-.5',
  pin: 'M12 21c4-4.6 6.5-7.7 6.5-11a6.5 6.5 0 0 0-13 0c0 3.3 2.5 6.4 6.5 11ZM12 12.3a2.3 2.3 0 1 0 0-4.6 2.3 2.3 0 0 0 0 4.6Z',
  plus: 'M12 5v14M5 12h14',
  reply: 'M10 6 4.5 11.5 10 17M5 11.5h8c3.5 0 6 2.2 6.5 6.5',
  retry: 'M19 12a7 7 0 1 1-2-4.9M19 4v4h-4',
  search: 'M10.5 16.5a6 6 0 1 0 0-12 6 6 0 0 0 0 12ZM15 15l5 5',
  sticker: 'M5 4.5h14V13l-6.5 6.5H5zM19 13h-5a1.5 1.5 0 0 0-1.5 1.5v5',
  sun: 'M12 16a4 4 0 1 0 0-8 4 4 0 0 0 0 8ZM12 3v1.5M12 19.5V21M3 12h1.5M19.5 12H21M5.6 5.6l1.1 1.1M17.3 17.3l1.1 1.1M5.6 18.4l1.1-1.1M17.3 6.7l1.1-1.1',
  tag: 'M4 4h8l8.5 8.5-8 8L4 12zM8 8v.01',
  target: 'M12 18a6 6 0 1 0 0-12 6 6 0 0 0 0 12ZM12 3v3M12 18v3M3 12h3M18 12h3',
  trash: 'M5 7h14M10 7V4.5h4V7M7 7l1 13h8l1-13M10.5 10.5v6M13.5 10.5v6',
  video: 'M4 6.5h11v11H4zM15 10.5l5-3v9l-5-3',
  warning: 'M12 20.5a8.5 8.5 0 1 0 0-17 8.5 8.5 0 0 0 0 17ZM12 7.5v5.5M12 16.2v.3',
  cameraSolid:
    'M8.8 5.5 10 4h4l1.2 1.5H19A1.5 1.5 0 0 1 20.5 7v11a1.5 1.5 0 0 1-1.5 1.5H5A1.5 1.5 0 0 1 3.5 18V7A1.5 1.5 0 0 1 5 5.5zM12 16.5a4 4 0 1 0 0-8 4 4 0 0 0 0 8Z',
  playSolid: 'M7.5 4.8v14.4a.8.8 0 0 0 1.2.7l11.3-7.2a.8.8 0 0 0 0-1.4L8.7 4.1a.8.8 0 0 0-1.2.7Z',
  sendSolid: 'M3.5 20.5v-6.6l8.5-1.9-8.5-1.9V3.5L21 12z',
  verifiedSolid:
    'M12 2.5l2.4 1.9 3-.3 1 2.9 2.7 1.5-.7 3 .7 3-2.7 1.5-1 2.9-3-.3L12 20.5l-2.4-1.9-3 .3-1-2.9-2.7-1.5.7-3-.7-3 2.7-1.5 1-2.9 3 .3zM10.7 14.9l5.1-5.2-1.2-1.2-3.9 4-1.7-1.7-1.2 1.2z',
} as const;

export type IconName = keyof typeof drawings;

/** A drawing that takes the colour of its text. Hidden from screen readers: the control around it has the name. */
export function icon(name: IconName, sizePx = 24): SVGElement {
  const path = svgElement('path', { d: drawings[name], 'fill-rule': 'evenodd' });
  const kind = name.endsWith('Solid') ? 'icon is-solid' : 'icon';
  return svgElement(
    'svg',
    { viewBox: '0 0 24 24', width: sizePx, height: sizePx, class: kind, 'aria-hidden': 'true' },
    path,
  );
}
