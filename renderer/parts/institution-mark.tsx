/** The institution's colour and mark from the directory, with an ink that is legible on it. */
import type { Institution } from '../../shared/state.ts';
import { inkOn } from '../format/contrast.ts';

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
