#!/bin/sh
# Runs "$@" and ties its life to the starter's: the starter holds the other end of stdin, and when that closes, by
# whatever death, everything in this process group dies at once. A shell, because it must outlive `kill -9` of all of
# node's processes: the runtime (workerd) does not notice that wrangler is gone, and would keep the port.
exec 3<&0 </dev/null
{
  cat <&3 >/dev/null 2>&1
  kill -s KILL 0
} &
"$@" 3<&- &
wait $!
