/** The few signs of the page, drawn in the colour of the text beside them. */
const paths = {
  back: 'M15 5l-7 7 7 7',
  settings: 'M4 7h9m5 0h2M4 17h2m5 0h9M15.5 4.5v5M8.5 14.5v5',
  eye: 'M2.5 12S6 5.5 12 5.5 21.5 12 21.5 12 18 18.5 12 18.5 2.5 12 2.5 12zM12 9.25a2.75 2.75 0 100 5.5 2.75 2.75 0 000-5.5z',
  'eye-off':
    'M4 4l16 16M9.9 5.7A9 9 0 0112 5.5c6 0 9.5 6.5 9.5 6.5a17 17 0 01-3 3.7M6.3 7.3A16 16 0 002.5 12S6 18.5 12 18.5a9 9 0 004.6-1.2M10 10a2.8 2.8 0 004 4',
  check: 'M4.5 12.5l5 5 10-11',
  copy: 'M9 9h10v11H9zM15 9V4H5v11h4',
  wait: 'M12 7v5.5l3.5 2M12 3.5a8.5 8.5 0 100 17 8.5 8.5 0 000-17z',
  warning: 'M12 4L2.5 20h19zM12 10v4.5M12 17v.6',
  info: 'M12 3.5a8.5 8.5 0 100 17 8.5 8.5 0 000-17zM12 11v5.5M12 7.5v.6',
  next: 'M9 5l7 7-7 7',
  up: 'M5 15l7-7 7 7',
  down: 'M5 9l7 7 7-7',
  print: 'M7 8V3.5h10V8M7 17H4V9h16v8h-3M7 14h10v6.5H7z',
  speak: 'M4 9.5v5h3.5L12 18.5v-13L7.5 9.5zM15.5 9a4 4 0 010 6M18 6.5a8 8 0 010 11',
  stop: 'M6.5 6.5h11v11h-11z',
  mail: 'M3 6h18v12.5H3zM3 6.5l9 7 9-7',
  shield: 'M12 3l7.5 3v5.5c0 4.5-3 8-7.5 9.5-4.5-1.5-7.5-5-7.5-9.5V6zM8.5 12l2.5 2.5 4.5-5',
  globe:
    'M12 3.5a8.5 8.5 0 100 17 8.5 8.5 0 000-17zM3.5 12h17M12 3.5c-5 5-5 12 0 17M12 3.5c5 5 5 12 0 17',
  question:
    'M12 3.5a8.5 8.5 0 100 17 8.5 8.5 0 000-17zM9.5 9.7a2.5 2.5 0 114 2c-.9.7-1.5 1.1-1.5 2.1M12 16.6v.4',
  add: 'M12 5v14M5 12h14',
  rename: 'M4 20h4L19 9l-4-4L4 16zM13 7l4 4',
  order: 'M8 4v16l-4-4M16 20V4l4 4',
  remove: 'M5 7h14M9.5 7V4h5v3M7 7l1 13h8l1-13M10.5 11v5M13.5 11v5',
  renew: 'M4 6h16v14H4zM4 10.5h16M8.5 3.5V7M15.5 3.5V7M9 15.5l2 2 4-4',
  passcode: 'M6 11h12v9H6zM8.5 11V7.5a3.5 3.5 0 017 0V11M12 14.5v2',
  display: 'M3 18L8 6l5 12M4.7 14h6.6M15 18l3-7 3 7M16 15.7h4',
  diagnosis: 'M3 12h4l3-7 4 14 3-7h4',
  mini: 'M4 5h16v14H4zM12 12h5.5v4.5H12z',
  pin: 'M9 3.5h6l-1 6 3 3.5H7l3-3.5zM12 13v7.5',
  terms: 'M6 3.5h9l4 4v13H6zM9 11h7M9 15h7',
} as const;

export type IconName = keyof typeof paths;

export function Icon({ name }: { name: IconName }) {
  return (
    <svg className="icon" viewBox="0 0 24 24" aria-hidden="true" focusable="false">
      <path d={paths[name]} />
    </svg>
  );
}
