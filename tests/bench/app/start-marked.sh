#!/bin/sh
# Tells who it is and when it was started, and becomes the program.
echo "bench-mark pid $$" >&2
echo "bench-mark spawn $(date +%s%N | cut -c1-13).0" >&2
exec "$APP"
