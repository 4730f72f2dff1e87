/** A name, which breaks between its words and, where it is one long word, before what kind of institution it is. */
import { nameParts } from '../format/name-parts.ts';

export function Name({ children }: { children: string }) {
  const parts = nameParts(children);
  // oxlint-disable-next-line react/no-array-index-key -- places in one text, which have no other
  return <>{parts.map((part, at) => (at % 2 === 1 ? [<wbr key={at} />, part] : part))}</>;
}
