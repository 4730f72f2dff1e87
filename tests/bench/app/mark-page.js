// In the page of either program: tells on the console when the text is painted, a double animation frame after it stands in
// the document, in epoch milliseconds on the clock that both programs share.
(() => {
  const tell = (name) =>
    console.log(`bench-mark ${name} ${performance.timeOrigin + performance.now()}`);
  const isThere = () => document.querySelector('#word, .code .for-readers, .token-list') !== null;
  tell('page');
  new PerformanceObserver(() => tell('first-paint')).observe({ type: 'paint', buffered: true });
  const painted = () => requestAnimationFrame(() => requestAnimationFrame(() => tell('painted')));
  const look = () => {
    if (!isThere()) return false;
    painted();
    return true;
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
