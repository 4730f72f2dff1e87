/* oxlint-disable typescript/no-require-imports, typescript/no-unsafe-call -- both programs load it as they load their own main */
// Loaded before a program's own main: tells when that began, when its window was there, and what main marked on its way.
const { performance } = require('node:perf_hooks');
const { app } = require('electron');

const tell = (name, at) => process.stderr.write(`bench-mark ${name} ${at}\n`);
const now = () => performance.timeOrigin + performance.now();

tell('main', now());
app.once('ready', () => tell('ready', now()));
app.once('browser-window-created', (_event, window) => {
  tell('window-made', now());
  window.once('show', () => tell('window-shown', now()));
  for (const event of ['did-start-navigation', 'did-navigate', 'dom-ready']) {
    window.webContents.once(event, () => tell(event, now()));
  }
});
const { mark } = performance;
performance.mark = (name, ...rest) => {
  tell(name, now());
  return mark.call(performance, name, ...rest);
};
