// In the page of either program: tells on the console when the text is painted, a double animation frame after it stands in
// the document, in epoch milliseconds on the clock that both programs share.
(() => {
  const tell = (name) =>
    console.log(`bench-mark ${name} ${performance.timeOrigin + performance.now()}`);
  const has = (what) => document.querySelector(what) !== null;
  const isThere = () => has('#word, .code .for-readers, .token-list');
  tell('page');
  new PerformanceObserver(() => tell('first-paint')).observe({ type: 'paint', buffered: true });
  const painted = () => requestAnimationFrame(() => requestAnimationFrame(() => tell('painted')));
  const look = () => {
    if (!isThere()) return false;
    painted();
    if (has('.code')) followCode();
    return true;
  };
  /** A figure of a code on the screen is none of a screen that has come in its place. */
  const followCode = () => {
    tell('code');
    new MutationObserver(() => {
      if (!has('.code')) tell('code-gone');
    }).observe(document.body, { subtree: true, childList: true });
  };
  const follow = () => {
    if (look()) return;
    const watch = new MutationObserver(() => {
      if (look()) watch.disconnect();
    });
    watch.observe(document.body, { subtree: true, childList: true });
  };
  if (document.body === null) addEventListener('DOMContentLoaded', follow);
  else follow();
})();
