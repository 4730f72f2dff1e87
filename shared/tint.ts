/** An institution's colour from the directory, made to be seen and read (WCAG 2.2, relative luminance and contrast ratio). */

function luminance(hexColor: string): number {
  const [red = 0, green = 0, blue = 0] = [1, 3, 5].map((at) => {
    const share = Number.parseInt(hexColor.slice(at, at + 2), 16) / 255;
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

/** From 1 (the same) to 21 (black on white), of two colours written `#rrggbb`. */
export function contrast(one: string, other: string): number {
  const [dark = 0, light = 0] = [luminance(one), luminance(other)].toSorted((a, b) => a - b);
  return (light + 0.05) / (dark + 0.05);
}

/** White or black, whichever stands out more from `#rrggbb`: never under 4.5 to 1. */
export function inkOn(hexColor: string): string {
  return contrast('#ffffff', hexColor) >= contrast('#000000', hexColor) ? '#ffffff' : '#000000';
}

/** The page's grounds that a tint has to stand out from most: `--paper` by day, `--surface` by night (tokens.css). */
export const grounds = { light: '#f2f5f6', dark: '#1a2329' } as const;

export type Tint = { light: string; dark: string };

/** As near to an institution's `#rrggbb` as it comes at 4.5 to 1 on the page: darker by day, lighter by night. */
export function tintOf(hexColor: string): Tint {
  return {
    light: towards(hexColor, 0, grounds.light),
    dark: towards(hexColor, 255, grounds.dark),
  };
}

function towards(hexColor: string, end: number, ground: string): string {
  const steps = 50;
  for (let step = 0; step < steps; step += 1) {
    const mixed = mix(hexColor, end, step / steps);
    if (contrast(mixed, ground) >= 4.5) return mixed;
  }
  return mix(hexColor, end, 1);
}

function mix(hexColor: string, end: number, share: number): string {
  const channels = [1, 3, 5].map((at) => {
    const from = Number.parseInt(hexColor.slice(at, at + 2), 16);
    return Math.round(from + (end - from) * share)
      .toString(16)
      .padStart(2, '0');
  });
  return `#${channels.join('')}`;
}
