#!/bin/sh
# Installs the named packages as root, without starting the services that some of them bring: a server of the system's own
# is nothing that set-up was asked for (policy-rc.d, which a machine's own is left alone for).
set -eu
policy=/usr/sbin/policy-rc.d
if [ ! -e "$policy" ]; then
  trap 'rm -f "$policy"' EXIT
  trap 'exit 1' HUP INT TERM
  printf '#!/bin/sh\nexit 101\n' > "$policy"
  chmod 755 "$policy"
fi
export DEBIAN_FRONTEND=noninteractive
apt-get install -y --no-install-recommends "$@"
