# guard LOG SCRATCH COMMAND...
# Runs the command in a session of its own, its output appended to LOG, and prints its process id. When the standard input
# of the guard ends, because the program that started it is gone however that ended, kills the command with all its
# children; removes the folder SCRATCH, where one is given, if that program is really gone, and not the guard alone. Ends
# when the command does, with its status.
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

# The kernel closes the pipe a little before the process is gone.
starter_is_gone() {
    tries=50
    while grep -qs '^State:[[:space:]]*[^ZX]' "/proc/$PPID/status"; do
        tries=$((tries - 1))
        [ "$tries" -gt 0 ] || return 1
        sleep 0.1
    done
}

(
    read -r end <&3
    trap '' TERM
    kill -STOP "$server"
    kill -KILL $(descendants "$server") "$server"
    if [ -n "$scratch" ] && starter_is_gone; then
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
