/** What stands there while main opens its vault; with words only if that takes a while. */
import { useText } from '../strings/use-text.ts';

export function StartingScreen() {
  const text = useText();
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
