/** The institution's colour and mark from the directory, with an ink that is legible on it. */
import type { CSSProperties } from 'react';
import type { Institution } from '../../shared/state.ts';
import { inkOn, tintOf } from '../../shared/tint.ts';

export function InstitutionMark({ institution }: { institution: Institution }) {
  return (
    <span
      className="mark"
      aria-hidden="true"
      style={{ backgroundColor: institution.color, color: inkOn(institution.color) }}
    >
      {institution.mark}
    </span>
  );
}

/** For what has the class `tinted`: the institution's colour as it can be read by day and by night. */
export function tintStyle({ color }: Institution): CSSProperties {
  const { light, dark } = tintOf(color);
  return { '--tint-light': light, '--tint-dark': dark } as CSSProperties;
}
