/** Drawn on a grid of 24, with strokes in the colour of the text. */
const paths = {
  search: 'M11 18a7 7 0 1 0 0-14 7 7 0 0 0 0 14Zm5-2 4.5 4.5',
  close: 'M6 6l12 12M18 6 6 18',
  back: 'M15 5l-7 7 7 7',
  bot: 'M12 4v3M6 7h12a2 2 0 0 1 2 2v8a2 2 0 0 1-2 2H6a2 2 0 0 1-2-2V9a2 2 0 0 1 2-2Zm3 5v2m6-2v2M2 12v3m20-3v3',
  person: 'M12 12a4 4 0 1 0 0-8 4 4 0 0 0 0 8Zm-7.5 8c.6-3.6 3.7-6 7.5-6s6.9 2.4 7.5 6',
  hand: 'M8 12V6.5a1.5 1.5 0 0 1 3 0V11m0-5.500a1.500 1.500 0 0 1 3 0V11m0-3.500a1.500 1.500 0 0 1 3 0V15a6 6 0 0 1-6 6c-2.500 0-3.900-1-5.200-3L4 14.500c-.8-1.300 1-2.600 2.100-1.500L8 15',
  other: 'M4 5h11v9H4zM9 14v5h11v-9h-5',
  clock: 'M12 21a9 9 0 1 0 0-18 9 9 0 0 0 0 18Zm0-14v5l3.500 2',
  warning: 'M12 4 2.500 20h19L12 4Zm0 6v4.500m0 2.500v.2',
  stop: 'M8.500 3h7L21 8.500v7L15.500 21h-7L3 15.500v-7L8.500 3ZM8 12h8',
  send: 'M4 12 20 4.500 15.500 20l-3.800-6.300L4 12Zm7.700 1.700L20 4.500',
  panel: 'M4 5h16v14H4zM15 5v14',
  sun: 'M12 16a4 4 0 1 0 0-8 4 4 0 0 0 0 8Zm0-13v2m0 14v2M3 12h2m14 0h2M5.600 5.600 7 7m10 10 1.400 1.400M5.600 18.400 7 17M17 7l1.400-1.400',
  keyboard: 'M3 7h18v10H3zM7 10.500h.01M10.500 10.500h.01M14 10.500h.01M17 10.500h.01M8 14h8',
  chevron: 'M9 6l6 6-6 6',
  down: 'M12 5v13m-5.500-5.500L12 18l5.500-5.500',
  image: 'M4 5h16v14H4zM4 16l4.500-4.500L13 16l3-3 4 4M15.500 9.500h.01',
  video: 'M3 7h12v10H3zM15 10.500l6-3v9l-6-3',
  audio: 'M5 10v4m3.500-7v10M12 9v6m3.500-9v12M19 10v4',
  document: 'M6 3h8l5 5v13H6zM14 3v5h5M9 13h7m-7 3.500h7',
  location:
    'M12 21s7-6.200 7-11.500A7 7 0 0 0 5 9.500C5 14.800 12 21 12 21Zm0-9a2.500 2.500 0 1 0 0-5 2.500 2.500 0 0 0 0 5Z',
  contact:
    'M5 4h14v16H5zM12 12a2 2 0 1 0 0-4 2 2 0 0 0 0 4Zm-3.500 4.500c.5-1.500 1.900-2.500 3.500-2.500s3 1 3.500 2.500M3 8h2m-2 8h2',
  order: 'M4 5h2l2.500 10.500h9L20 8H7M9.500 19.500h.01M16.500 19.500h.01',
  choice: 'M5 6h14v5H5zM5 14h14v4H5z',
  event: 'M12 8v4.500m0 3v.2M12 21a9 9 0 1 0 0-18 9 9 0 0 0 0 18Z',
  replay: 'M4 12a8 8 0 1 0 2.500-5.800M4 4v4.500h4.500',
  spark:
    'M12 3l1.800 5.700L19.500 10.500l-5.700 1.800L12 18l-1.800-5.700L4.500 10.500l5.700-1.800L12 3ZM18.500 16v4m-2-2h4',
  pending: 'M12 20a8 8 0 1 0 0-16 8 8 0 0 0 0 16Zm0-12v4.200l2.800 1.600',
  sent: 'M5 12.500l4.500 4.500L19 7.500',
  delivered: 'M2 12.500 6.500 17 16 7.500M11.500 16l1 1L22 7.500',
  failed: 'M12 21a9 9 0 1 0 0-18 9 9 0 0 0 0 18Zm0-13.500v5.500m0 3v.2',
  unknown:
    'M12 21a9 9 0 1 0 0-18 9 9 0 0 0 0 18ZM9.500 9.700c.2-1.400 1.200-2.200 2.500-2.200 1.500 0 2.600 1 2.600 2.300 0 1.900-2.600 2-2.600 4m0 2.700v.2',
  parked: 'M9 6v12m6-12v12',
  inbox: 'M4 13l2.500-8h11L20 13v6H4v-6Zm0 0h4.500l1.500 2.500h4l1.500-2.500H20',
  chat: 'M4 5h16v11H10l-4.500 4v-4H4zM8 9.500h8m-8 3h5',
  layers: 'M12 3.500 3 8.500l9 5 9-5-9-5ZM3.500 13l8.500 4.700L20.500 13M3.500 17l8.500 4.700L20.500 17',
  graph: 'M4 4h6v5H4zM14 15h6v5h-6zM4 15h6v5H4zM7 9v6m0-3h10v3',
  lines: 'M8.500 6H20M8.500 12H20M8.500 18H20M4 6h.01M4 12h.01M4 18h.01',
  external: 'M13 5h6v6m0-6-8.500 8.500M17 14v5H5V7h5',
  undo: 'M8.500 5 4 9.500 8.500 14M4 9.500h10a5.500 5.500 0 0 1 0 11h-4',
  skip: 'M5 6l8 6-8 6V6Zm13 0v12',
  phone: 'M7.500 3h9v18h-9zM11 18h2',
  screen: 'M3 5h18v11H3zM9 20h6m-3-4v4',
  plus: 'M12 5v14M5 12h14',
  minus: 'M5 12h14',
  fit: 'M4 9V4h5m6 0h5v5m0 6v5h-5m-6 0H4v-5',
  trash: 'M5 7h14M9.500 7V4.500h5V7M7 7l1 13h8l1-13M10.500 11v5.500m3-5.500v5.500',
} as const;

export type IconName = keyof typeof paths;

export function Icon({ name, size = 18 }: { name: IconName; size?: number }) {
  return (
    <svg
      className="icon"
      width={size}
      height={size}
      viewBox="0 0 24 24"
      fill="none"
      stroke="currentColor"
      strokeWidth={1.8}
      strokeLinecap="round"
      strokeLinejoin="round"
      aria-hidden="true"
    >
      <path d={paths[name]} />
    </svg>
  );
}
