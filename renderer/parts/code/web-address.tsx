/** An address, which breaks behind its slashes and never leaves one alone on a line. */
import { Fragment } from 'react';

export function WebAddress({ url }: { url: string }) {
  return url.split(/(?<=\/)(?=[^/])/).map((part, at) => (
    // oxlint-disable-next-line react/no-array-index-key -- parts of one text, which have no other
    <Fragment key={at}>
      {at > 0 && <wbr />}
      {part}
    </Fragment>
  ));
}
