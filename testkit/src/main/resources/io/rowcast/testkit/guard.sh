# guard LOG SCRATCH COMMAND...
# Runs the command in a session of its own, its output appended to LOG, and prints its process id. When the standard input
# of the guard ends, because the program that started it is gone however that ended, kills the command with all its
# children and removes the folder SCRATCH unless that is empty. Ends when the command does, with its status.
log=$1 scratch=$2
shift 2
exec 3<&0 </dev/null
setsid "$@" >>"$log" 2>&1 3<&- &
server=$!
echo "$server"
exec >/dev/null 2>&1

descendants() {
    for status in $(grep -ls "^PPid:[[:space:]]*$1\$" /proc/[0-9]*/status); do
        child=${status#/proc/}
        child=${child%/status}
        echo "$child"
        descendants "$child"
    done
}

(
    read -r end <&3
    trap '' TERM
    kill -STOP "$server"
    kill -KILL $(descendants "$server") "$server"
    if [ -n "$scratch" ]; then
        rm -rf "$scratch" || rm -rf "$scratch"
    fi
) &
watcher=$!
exec 3<&-
wait "$server"
status=$?
kill "$watcher"
# Without this the watcher was still there, in 21 of 400 runs on a busy machine, when the guard had ended.
wait "$watcher"
exit "$status"
