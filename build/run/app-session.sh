#!/bin/sh
# Runs the program in APP_EXECUTABLE as a person's desktop would: as an ordinary user, on a session bus
# of its own, with a real key ring. Everything it needs comes in the environment, so that it can stand
# in for the program itself: its arguments are the program's.
#
#   APP_USER      uid:gid to become first; empty to stay who we are
#   KEY_RING      open (unlocked with KEY_RING_PASSWORD, made at the first time) | locked | none
set -eu

inner='
case "$KEY_RING" in
  open) printf %s "$KEY_RING_PASSWORD" | gnome-keyring-daemon --unlock --components=secrets --daemonize ;;
  locked) gnome-keyring-daemon --components=secrets --daemonize ;;
esac >/dev/null 2>&1
unset KEY_RING_PASSWORD
exec "$APP_EXECUTABLE" "$@"'

become=
if [ -n "${APP_USER:-}" ]; then
  become="setpriv --reuid=${APP_USER%:*} --regid=${APP_USER#*:} --clear-groups --"
fi

if [ "$KEY_RING" = none ]; then
  # No bus at all: a bus would start the key ring by itself as soon as somebody asks.
  export DBUS_SESSION_BUS_ADDRESS=unix:path=/nonexistent
  exec $become sh -c "$inner" sh "$@"
fi
# What the bus starts by itself may outlive it, and would hold what we print to: the bus gets none of it, the program all.
exec 8>&1 9>&2
exec $become dbus-run-session -- sh -c "exec >&8 2>&9 8>&- 9>&-
$inner" sh "$@" >/dev/null 2>&1
