/** What stands there while main opens its vault; with words only if that takes a while. */
import { useEffect } from 'react';
import { useText } from '../strings/use-text.ts';

export function StartingScreen() {
  const text = useText();
  useEffect(() => {
    document.title = text.appName;
  }, [text]);
  return (
    <main className="starting" aria-busy="true">
      <p>
        {text.appName}
        <br />
        <span className="soft">{text.starting}</span>
      </p>
    </main>
  );
}
