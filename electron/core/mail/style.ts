/** Whether the text of an element in an HTML mail is seen: what its attributes and styles do to it. */

/** What an element has from its own style and from those around it. */
export type Look = {
  /** Taken away with all that is in it: nothing inside can bring it back. */
  gone: boolean;
  invisible: boolean;
  tiny: boolean;
  color: string;
  background: string;
};

export const plainLook: Look = {
  gone: false,
  invisible: false,
  tiny: false,
  color: '#000000',
  background: '#ffffff',
};

export const isSeen = (look: Look): boolean =>
  !look.gone && !look.invisible && !look.tiny && look.color !== look.background;

/** Of one element, as they are written; names in lower case. */
export type Attributes = Map<string, string>;

/** @param rules the declarations that the mail's own style sheet has for this element */
export function lookWithin(around: Look, attributes: Attributes, rules: string): Look {
  const bgcolor = attributes.get('bgcolor');
  const color = attributes.get('color');
  const styles = declarationsOf(
    [
      bgcolor === undefined ? '' : `background-color:${bgcolor}`,
      color === undefined ? '' : `color:${color}`,
      rules,
      attributes.get('style') ?? '',
    ].join(';'),
  );
  const size = styles.get('font-size') ?? /^0[a-z%]*(?=[\s/])/.exec(styles.get('font') ?? '')?.[0];
  const visibility = styles.get('visibility');
  const background = styles.get('background-color') ?? styles.get('background');
  const ink = styles.get('color');
  return {
    gone: around.gone || attributes.has('hidden') || isTakenAway(styles),
    invisible:
      visibility === undefined ? around.invisible : /^(?:hidden|collapse)/.test(visibility),
    tiny: size === undefined ? around.tiny : isTiny(size),
    color: ink === undefined ? around.color : colorOf(ink, around.color),
    background:
      background === undefined ? around.background : colorOf(background, around.background),
  };
}

function isTakenAway(styles: Map<string, string>): boolean {
  const is = (name: string, form: RegExp) => form.test(styles.get(name) ?? '');
  const nothing = /^0(?:\.0*)?(?:px|pt|em|rem|%)?(?![\d.])/;
  const farAway = /^-\d{3,}/;
  const isCut = is('overflow', /^(?:hidden|clip)/);
  return (
    is('display', /^none/) ||
    is('mso-hide', /^all/) ||
    Number.parseFloat(styles.get('opacity') ?? '1') === 0 ||
    (isCut && ['height', 'max-height', 'width', 'max-width'].some((name) => is(name, nothing))) ||
    ['text-indent', 'left', 'top', 'margin-left', 'margin-top'].some((name) => is(name, farAway)) ||
    is('clip', /^rect\(/)
  );
}

function isTiny(size: string): boolean {
  const [, number = '', unit = ''] = /^([\d.]+)([a-z%]*)/.exec(size) ?? [];
  if (number === '') return false;
  return Number(number) === 0 || (Number(number) <= 2 && (unit === 'px' || unit === 'pt'));
}

/** Of a style or a sheet; one that is not ended goes to the end (CSS Syntax §4.3.2). */
export function withoutComments(css: string): string {
  let kept = '';
  let at = 0;
  while (at < css.length) {
    const start = css.indexOf('/*', at);
    if (start < 0) return kept + css.slice(at);
    kept += css.slice(at, start);
    const end = css.indexOf('*/', start + 2);
    at = end < 0 ? css.length : end + 2;
  }
  return kept;
}

/** The last declaration of a name wins; names and values in lower case, `!important` left where it stands. */
function declarationsOf(style: string): Map<string, string> {
  const found = new Map<string, string>();
  for (const declaration of withoutComments(style).split(';')) {
    const colon = declaration.indexOf(':');
    if (colon < 0) continue;
    const name = declaration.slice(0, colon).trim().toLowerCase();
    found.set(
      name,
      declaration
        .slice(colon + 1)
        .trim()
        .toLowerCase(),
    );
  }
  return found;
}

/** `#rrggbb` where it is a colour that is known; `transparent` ink is seen nowhere. */
function colorOf(value: string, around: string): string {
  const [, short] = /^#([0-9a-f]{3})\b/.exec(value) ?? [];
  if (short !== undefined) return `#${Array.from(short, (digit) => digit + digit).join('')}`;
  const [long] = /^#[0-9a-f]{6}\b/.exec(value) ?? [];
  if (long !== undefined) return long;
  const parts = /^rgba?\(\s*(\d+)[\s,]+(\d+)[\s,]+(\d+)/.exec(value);
  if (parts !== null) {
    const hex = parts.slice(1).map((part) => Number(part).toString(16).padStart(2, '0'));
    return `#${hex.join('')}`;
  }
  if (value.startsWith('white')) return '#ffffff';
  if (value.startsWith('black')) return '#000000';
  if (/^(?:inherit|currentcolor|transparent|none)/.test(value)) return around;
  return value;
}
