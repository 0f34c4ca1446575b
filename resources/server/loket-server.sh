#!/bin/sh
# The centre's command line with the service's settings, as the service's user; for /usr/local/bin/loket-server.
# Settings go into the environment: what stands on a command line every user of the machine can read.
set -eu
while IFS= read -r line || [ -n "$line" ]; do
    case $line in [A-Z]*=*) export "$line" ;; esac
done < /etc/loket/server.env
exec runuser -u loket -- /opt/loket/bin/loket-server "$@"
