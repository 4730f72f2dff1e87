/**
 * Every way by which a page of Chromium can reach network, disk or a device, each as a function that is sent into the
 * page as text and tries it with everything the page can find. What it answers or throws does not matter: a listener, the
 * disk and the windows on the screen say what came of it.
 */
export type WayOut = (hosts: string[]) => unknown;

type Devices = { requestDevice(options: object): unknown; requestPort(options: object): unknown };

/** By the globals through which they go; of a name with a dot the part before it. */
export const waysOut: Record<string, WayOut> = {
  fetch: (hosts) => Promise.allSettled(hosts.map((host) => fetch(`http://${host}/`))),
  fetchLater: (hosts) => {
    const later = Reflect.get(window, 'fetchLater') as (url: string) => void;
    for (const host of hosts) later(`https://${host}/`);
  },
  Request: (hosts) =>
    Promise.allSettled(
      hosts.map((host) => fetch(new Request(`https://${host}/`, { mode: 'no-cors' }))),
    ),
  XMLHttpRequest: (hosts) =>
    hosts.map((host) => {
      const request = new XMLHttpRequest();
      request.open('GET', `http://${host}/`);
      request.send();
    }),
  WebSocket: (hosts) => hosts.map((host) => new WebSocket(`ws://${host}/`)),
  WebSocketStream: (hosts) => {
    const Stream = Reflect.get(window, 'WebSocketStream') as new (url: string) => object;
    return hosts.map((host) => new Stream(`ws://${host}/`));
  },
  EventSource: (hosts) => hosts.map((host) => new EventSource(`http://${host}/`)),
  'navigator.sendBeacon': (hosts) =>
    hosts.map((host) => navigator.sendBeacon(`http://${host}/`, 'x')),
  Worker: (hosts) => hosts.map((host) => new Worker(`http://${host}/w.js`)),
  SharedWorker: (hosts) => hosts.map((host) => new SharedWorker(`http://${host}/w.js`)),
  'navigator.serviceWorker': () => navigator.serviceWorker.register('./index.html'),
  Image: (hosts) =>
    hosts.map((host) => Object.assign(new Image(), { src: `http://${host}/i.png` })),
  Audio: (hosts) => hosts.map((host) => new Audio(`http://${host}/a.mp3`).play()),
  FontFace: (hosts) =>
    Promise.allSettled(hosts.map((host) => new FontFace('x', `url(http://${host}/f.woff)`).load())),
  CSSStyleSheet: (hosts) =>
    hosts.map((host) => {
      document.body.style.backgroundImage = `url(http://${host}/b.png)`;
    }),
  HTMLLinkElement: (hosts) =>
    hosts.flatMap((host) =>
      [
        'stylesheet',
        'preconnect',
        'prefetch',
        'preload',
        'dns-prefetch',
        'modulepreload',
        'icon',
        'manifest',
      ].map((rel) =>
        document.head.append(
          Object.assign(document.createElement('link'), {
            rel,
            as: 'script',
            href: `http://${host}/`,
          }),
        ),
      ),
    ),
  HTMLScriptElement: (hosts) =>
    hosts.map((host) => {
      const script = document.createElement('script');
      script.src = `http://${host}/s.js`;
      document.head.append(script);
    }),
  HTMLIFrameElement: (hosts) =>
    hosts.map((host) =>
      document.body.append(
        Object.assign(document.createElement('iframe'), { src: `http://${host}/` }),
      ),
    ),
  HTMLObjectElement: (hosts) =>
    hosts.map((host) =>
      document.body.append(
        Object.assign(document.createElement('object'), { data: `http://${host}/` }),
      ),
    ),
  HTMLFormElement: (hosts) =>
    hosts.map((host) => {
      const form = document.createElement('form');
      form.action = `http://${host}/`;
      document.body.append(form);
      form.submit();
    }),
  HTMLAnchorElement: (hosts) =>
    hosts.map((host) => {
      const link = document.createElement('a');
      Object.assign(link, {
        href: `http://${host}/`,
        ping: `http://${host}/ping`,
        target: '_blank',
      });
      document.body.append(link);
      link.click();
    }),
  'HTMLAnchorElement.download': () =>
    ['data:text/plain,door', URL.createObjectURL(new Blob(['door']))].map((href) => {
      const link = Object.assign(document.createElement('a'), { href, download: 'door.txt' });
      document.body.append(link);
      link.click();
    }),
  open: (hosts) => hosts.map((host) => window.open(`http://${host}/`)),
  location: (hosts) => hosts.map((host) => location.assign(`http://${host}/`)),
  import: (hosts) =>
    Promise.allSettled(hosts.map((host) => import(/* @vite-ignore */ `http://${host}/m.js`))),
  // From a frame of its own making, where everything that was taken from the page is there again.
  RTCPeerConnection: async (hosts) => {
    const frame = document.createElement('iframe');
    document.body.append(frame);
    const world = (frame.contentWindow ?? window) as Window & typeof globalThis;
    const credentials = { username: 'a', credential: 'b' };
    const peer = new world.RTCPeerConnection({
      iceServers: hosts.flatMap((host) => [
        { urls: `stun:${host}` },
        { urls: `turn:${host}?transport=udp`, ...credentials },
        { urls: `turn:${host}?transport=tcp`, ...credentials },
      ]),
    });
    peer.createDataChannel('x');
    const gathered = new Promise<void>((resolve) => {
      peer.onicegatheringstatechange = () => {
        if (peer.iceGatheringState === 'complete') resolve();
      };
    });
    await peer.setLocalDescription(await peer.createOffer());
    await gathered;
  },
  'navigator.mediaDevices': () => navigator.mediaDevices.getUserMedia({ audio: true, video: true }),
  'navigator.mediaDevices.getDisplayMedia': () => navigator.mediaDevices.getDisplayMedia(),
  'navigator.geolocation': () =>
    new Promise((resolve) => {
      navigator.geolocation.getCurrentPosition(resolve, resolve);
    }),
  'navigator.requestMIDIAccess': () => navigator.requestMIDIAccess({ sysex: true }),
  'navigator.usb': () => (Reflect.get(navigator, 'usb') as Devices).requestDevice({ filters: [] }),
  'navigator.hid': () => (Reflect.get(navigator, 'hid') as Devices).requestDevice({ filters: [] }),
  'navigator.serial': () => (Reflect.get(navigator, 'serial') as Devices).requestPort({}),
  'navigator.bluetooth': () =>
    (Reflect.get(navigator, 'bluetooth') as Devices).requestDevice({ acceptAllDevices: true }),
  'navigator.clipboard': () => navigator.clipboard.readText(),
  'navigator.share': () => navigator.share({ text: 'door' }),
  webkitRequestFileSystem: () =>
    new Promise((resolve) => {
      const ask = Reflect.get(window, 'webkitRequestFileSystem') as (
        kind: number,
        bytes: number,
        done: (value: unknown) => void,
        failed: (value: unknown) => void,
      ) => void;
      ask(1, 1000, resolve, resolve);
    }),
  'navigator.presentation': () => {
    const presentation = Reflect.get(navigator, 'presentation') as { defaultRequest: unknown };
    presentation.defaultRequest = null;
  },
  'navigator.requestMediaKeySystemAccess': () =>
    navigator.requestMediaKeySystemAccess('org.w3.clearkey', []),
  'navigator.storage': () => navigator.storage.persist(),
  'navigator.credentials': () => navigator.credentials.get({ password: true } as object),
  'navigator.wakeLock': () => navigator.wakeLock.request('screen'),
  Notification: () => Notification.requestPermission(),
  HTMLInputElement: () => {
    const field = Object.assign(document.createElement('input'), { type: 'file' });
    field.click();
    field.dispatchEvent(new MouseEvent('click'));
    document.body.append(field);
    field.click();
    field.showPicker();
  },
};

/** Taken from the page before its first script (electron/closed-doors.ts). */
export const taken = [
  'RTCPeerConnection',
  'webkitRTCPeerConnection',
  'WebTransport',
  'PresentationRequest',
  'PaymentRequest',
  'EyeDropper',
  'queryLocalFonts',
  'showOpenFilePicker',
  'showSaveFilePicker',
  'showDirectoryPicker',
  'print',
];

/** What a name must look like to be asked for in this table. */
export const reaching =
  /fetch|request|socket|transport|beacon|worker$|eventsource|picker|^print$|^open$|location|fonts|^RTCPeer|webkitRTCPeer|payment$|presentation$|usb$|hid$|serial$|bluetooth$|midi|mediadevices|geolocation|credentials$|clipboard$|share$|storage$|wakelock$|eyedropper|notification$|^Image$|^Audio$|FontFace$|HTML(Link|Script|IFrame|Object|Form|Anchor|Input)Element/i;

/**
 * Names that look so and reach nothing by themselves: classes that only the parts above hand out, events, and stores in the
 * page's own profile, which lives in memory alone or holds nothing.
 */
export const harmless = new RegExp(
  `^(${[
    '.*(Event|Observer|Entry|Timing|Status|Item|Response|Address|Stats|Certificate|Error|Position|Coordinates)',
    '.*(Controller|Registration|Container|Availability|Manager|Stream|ConnectionList|BYOBRequest)',
    '(webkit)?[rR]equestAnimationFrame|requestIdleCallback|cancelIdleCallback|on[a-z]+|Location|locationbar',
    'RTC(Sctp|Dtls|Ice)Transport|IDB.*|Geolocation|Clipboard|MIDI.*|MediaDevices|ServiceWorker|HID|Presentation',
    'XMLHttpRequest(Upload|EventTarget)|WebGLUniformLocation|Serial|USB|WakeLock|BackgroundFetchRecord|[sS]haredStorage|CacheStorage|localStorage|sessionStorage|Storage',
    'webkitTemporaryStorage|webkitPersistentStorage',
  ].join('|')})$`,
);
