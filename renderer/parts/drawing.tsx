/** A drawing of our own above the few words of a screen: it says nothing that they don't. */
const drawings = {
  lock: 'M44 42V30a16 16 0 0132 0v12M36 42h48v34H36zM60 54v10',
  tokens: 'M30 34h52v34H30zM40 34v-9h52v34H82M40 46h14M40 56h30',
  calendar: 'M34 28h52v46H34zM34 41h52M47 21v12M73 21v12M50 57l7 7 14-13',
} as const;

export type DrawingName = keyof typeof drawings;

export function Drawing({ name }: { name: DrawingName }) {
  return (
    <svg className="drawing" viewBox="0 0 120 96" aria-hidden="true" focusable="false">
      <circle cx="60" cy="48" r="46" />
      <path d={drawings[name]} />
    </svg>
  );
}
