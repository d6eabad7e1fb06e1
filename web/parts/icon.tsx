import type { ReactElement } from 'react';

/** Line icons on a 24 grid, drawn as paths. Decorative: whoever uses one labels it. */
const paths = {
  back: 'M15 5l-7 7 7 7',
  plus: 'M12 5v14M5 12h14',
  send: 'M4 12l16-8-6 17-3.5-7.5L4 12zM10.5 13.5L20 4',
  clock: 'M12 3a9 9 0 1 0 0 18 9 9 0 0 0 0-18zM12 7v5l3 2',
  check: 'M5 13l4 4L19 7',
  warning: 'M12 4l9 16H3l9-16zM12 10v4M12 17v.5',
  up: 'M12 19V5M6 11l6-6 6 6',
  down: 'M12 5v14M6 13l6 6 6-6',
  chat: 'M4 5h16v11H9l-5 4V5z',
  close: 'M6 6l12 12M18 6L6 18',
  checks: 'M2 13l4 4L16 7M11 15l2 2L22 7',
  more: 'M5 12h.01M12 12h.01M19 12h.01',
  people: 'M9 11a4 4 0 1 0 0-8 4 4 0 0 0 0 8zM2 21c0-4 3-7 7-7s7 3 7 7M16 3.5a4 4 0 0 1 0 7M18 14.5c2.5 1 4 3 4 6.5',
  search: 'M11 4a7 7 0 1 0 0 14 7 7 0 0 0 0-14zM16 16l5 5',
  clip: 'M20 11l-8.5 8.5a5 5 0 0 1-7-7L13 4a3.3 3.3 0 0 1 4.7 4.7L9.3 17a1.7 1.7 0 0 1-2.4-2.4L14.5 7',
  swap: 'M4 8h15M15 4l4 4-4 4M20 16H5M9 12l-4 4 4 4',
  bell: 'M6 16V11a6 6 0 0 1 12 0v5l2 2H4l2-2zM10 21h4',
  pin: 'M9 3h6l-1 7 4 4H6l4-4-1-7zM12 14v7',
  gear: 'M12 9a3 3 0 1 0 0 6 3 3 0 0 0 0-6zM12 2v4M12 18v4M2 12h4M18 12h4M5 5l2.8 2.8M16.2 16.2L19 19M19 5l-2.8 2.8M7.8 16.2L5 19',
  smile: 'M12 3a9 9 0 1 0 0 18 9 9 0 0 0 0-18zM8 14c1 2 2.5 3 4 3s3-1 4-3M9 9.5v.5M15 9.5v.5',
  phone: 'M6 3h3l2 5-2.5 1.5a11 11 0 0 0 6 6L16 13l5 2v3a3 3 0 0 1-3 3A15 15 0 0 1 3 6a3 3 0 0 1 3-3z',
  video: 'M3 6h12v12H3zM15 10l6-3v10l-6-3',
  videoOff: 'M3 6h12v12H3zM15 10l6-3v10l-6-3M3 3l18 18',
  hangUp: 'M3 14a14 14 0 0 1 18 0l-2 3-4-1v-3a10 10 0 0 0-6 0v3l-4 1z',
  mic: 'M12 3a3 3 0 0 0-3 3v6a3 3 0 0 0 6 0V6a3 3 0 0 0-3-3zM5 11v1a7 7 0 0 0 14 0v-1M12 19v3',
  micOff: 'M12 3a3 3 0 0 0-3 3v6a3 3 0 0 0 6 0V6a3 3 0 0 0-3-3zM5 11v1a7 7 0 0 0 14 0v-1M12 19v3M3 3l18 18',
  screen: 'M3 4h18v12H3zM8 20h8M12 16v4',
  hand: 'M7 12V6a1.5 1.5 0 0 1 3 0v5V4a1.5 1.5 0 0 1 3 0v7-5a1.5 1.5 0 0 1 3 0v9a6 6 0 0 1-11 3l-3-5a1.5 1.5 0 0 1 2.5-1.5z',
  edit: 'M4 20l1-5L16 4l4 4L9 19l-5 1z',
  trash: 'M4 7h16M9 7V4h6v3M6 7l1 14h10l1-14',
  reply: 'M9 6L3 12l6 6M3 12h11a7 7 0 0 1 7 7',
  copy: 'M8 8h12v12H8zM4 16V4h12',
  download: 'M12 4v12M7 11l5 5 5-5M4 20h16',
  code: 'M8 7l-5 5 5 5M16 7l5 5-5 5',
  formula: 'M18 5H7l6 7-6 7h11',
  poll: 'M5 20V10M12 20V4M19 20v-7',
  place: 'M12 21c4-5 7-8 7-12a7 7 0 0 0-14 0c0 4 3 7 7 12zM12 6.5a2.5 2.5 0 1 0 0 5 2.5 2.5 0 0 0 0-5z',
  stop: 'M6 6h12v12H6z',
  play: 'M7 5l12 7-12 7z',
  help: 'M12 3a9 9 0 1 0 0 18 9 9 0 0 0 0-18zM9.5 9.5a2.5 2.5 0 1 1 3.5 2.3c-.7.3-1 .8-1 1.7M12 16.5v.5',
  bellOff: 'M6 16V11a6 6 0 0 1 9.5-4.9M18 11v5l2 2H8M10 21h4M3 3l18 18',
  sun: 'M12 8a4 4 0 1 0 0 8 4 4 0 0 0 0-8zM12 2v2M12 20v2M2 12h2M20 12h2M5 5l1.5 1.5M17.5 17.5L19 19M19 5l-1.5 1.5M6.5 17.5L5 19',
  moon: 'M20 14a8.5 8.5 0 0 1-10-10 8.5 8.5 0 1 0 10 10z',
  archive: 'M3 5h18v4H3zM5 9v10h14V9M10 13h4',
} as const;

export type IconName = keyof typeof paths;

export const Icon = ({ name }: { readonly name: IconName }): ReactElement => (
  <svg viewBox="0 0 24 24" className="icon" aria-hidden="true">
    <path d={paths[name]} />
  </svg>
);
