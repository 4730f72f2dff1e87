/** What of electron-updater goes into the app: the updaters of three systems, and none of its feeds. */
export { AppImageUpdater } from 'electron-updater/out/AppImageUpdater.js';
export { MacUpdater } from 'electron-updater/out/MacUpdater.js';
export { NsisUpdater } from 'electron-updater/out/NsisUpdater.js';
export { Provider } from 'electron-updater/out/providers/Provider.js';
