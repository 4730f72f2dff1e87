/** What can happen to a person's key ring between two starts of the app. */
import { spawnSync } from 'node:child_process';
import { chownSync, existsSync, mkdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { commandFor } from './launch.ts';
import type { Home } from './launch.ts';

/** Environment of a session whose user has another key ring, as after a reset of the password. */
export function otherKeyRing(home: Home): Record<string, string> {
  const { uid, gid } = statSync(home.path);
  const folder = (name: string) => {
    const path = join(home.path, name);
    mkdirSync(path, { mode: 0o700 });
    chownSync(path, uid, gid);
    return path;
  };
  return { XDG_DATA_HOME: folder('data of another'), XDG_RUNTIME_DIR: folder('run of another') };
}

/** Runs a command in a session of the person's own, with the key ring open. Returns what it printed. */
function inSession(home: Home, command: string, input = ''): string {
  const { file, env } = commandFor('/bin/sh', home, {});
  return spawnSync(file, ['-c', command], { encoding: 'utf8', input, env }).stdout;
}

const item = 'application "Desktop Token"';

/** Chromium's own item, with the password that it keeps there. */
export const itemIn = (home: Home): string => inSession(home, `secret-tool lookup ${item}`);

export const removeItem = (home: Home): string => inSession(home, `secret-tool clear ${item}`);

export function setItem(home: Home, value: string): void {
  const schema = 'xdg:schema chrome_libsecret_os_crypt_password_v2';
  const store = `secret-tool store --label "Chromium Safe Storage" ${schema} ${item}`;
  inSession(home, `printf %s "$(cat)" | ${store}`, value);
}

/** In the language of the scripts below: waits for the key ring of the session's bus. */
const findKeyRing = `ask() { dbus-send --session --print-reply --dest=org.freedesktop.DBus /org/freedesktop/DBus "$@" 2>/dev/null; }
pid_of_key_ring() {
  ask org.freedesktop.DBus.GetConnectionUnixProcessID string:org.freedesktop.secrets | sed -n 's/.*uint32 //p'
}
find_key_ring() { pid=; while [ -z "$pid" ]; do pid=$(pid_of_key_ring); done; }
find_key_ring`;

/** Starts the app, and before it stops the key ring: from here on the key ring takes calls and answers none. */
const hang = `#!/bin/sh
${findKeyRing}
dbus-monitor --session "type='method_call',destination='org.freedesktop.secrets'" >"$XDG_RUNTIME_DIR/asked" &
kill -STOP "$pid"
echo "$pid" >"$XDG_RUNTIME_DIR/key-ring"
exec "$APP" "$@"
`;

/** Has the bus start a key ring anew in the place of one that died, and prints what that one was given to print to. */
const replace = `#!/bin/sh
${findKeyRing}
kill -KILL "$pid"
while [ "$(pid_of_key_ring)" = "$pid" ]; do :; done
ask org.freedesktop.DBus.StartServiceByName string:org.freedesktop.secrets uint32:0 >/dev/null
find_key_ring
readlink "/proc/$pid/fd/1" "/proc/$pid/fd/2"
`;

/** A program for an app's session that says where a key ring prints to which the session's bus has started. */
export function replacingKeyRing(home: Home): string {
  const script = join(home.path, 'replace.sh');
  writeFileSync(script, replace, { mode: 0o755 });
  return script;
}

/** A key ring that hangs until it is let go or killed. */
export function hangingKeyRing(home: Home) {
  const script = join(home.path, 'hang.sh');
  writeFileSync(script, hang, { mode: 0o755 });
  const inRun = (name: string) => join(home.path, 'run', name);
  function signal(name: 'SIGCONT' | 'SIGKILL'): void {
    const pid = Number(readFileSync(inRun('key-ring'), 'utf8'));
    // 0 would be this process and all of its kind.
    if (!(pid > 1)) throw new Error('no key ring');
    process.kill(pid, name);
  }
  return {
    through: script,
    /** Whether the app waits for an answer of the key ring. */
    isAsked: () =>
      existsSync(inRun('asked')) && readFileSync(inRun('asked'), 'utf8').includes('method call'),
    letGo: () => signal('SIGCONT'),
    kill: () => signal('SIGKILL'),
  };
}
