/** The institution's logo from the directory; without one, its colour and mark with an ink that is legible on it. */
import { useState } from 'react';
import type { CSSProperties } from 'react';
import type { Institution } from '../../shared/state.ts';
import { inkOn, tintOf } from '../../shared/tint.ts';

export function InstitutionMark({ institution }: { institution: Institution }) {
  const { logo, color, mark } = institution;
  const [broken, setBroken] = useState('');
  if (logo !== undefined && logo.data !== broken) {
    return (
      <img className="mark" alt="" src={imageAddress(logo)} onError={() => setBroken(logo.data)} />
    );
  }
  return (
    <span
      className="mark"
      aria-hidden="true"
      style={{ backgroundColor: color, color: inkOn(color) }}
    >
      {mark}
    </span>
  );
}

/** As an image it runs nothing and fetches nothing, whatever it holds (SVG 2 §2.2, secure static mode). */
function imageAddress({ type, data }: NonNullable<Institution['logo']>): string {
  // The protocol's base64url in the letters of a data: address.
  if (type === 'image/png') {
    return `data:image/png;base64,${data.replaceAll('-', '+').replaceAll('_', '/')}`;
  }
  return `data:image/svg+xml,${encodeURIComponent(data)}`;
}

/** For what has the class `tinted`: the institution's colour as it can be read by day and by night. */
export function tintStyle({ color }: Institution): CSSProperties {
  const { light, dark } = tintOf(color);
  return { '--tint-light': light, '--tint-dark': dark } as CSSProperties;
}
