/** Which ink is legible on an institution's colour (WCAG 2.2, relative luminance and contrast ratio). */

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
