# guard LOG SCRATCH COMMAND...
# Runs the command in a session of its own, its output appended to LOG, and prints its process id. When the standard input
# of the guard ends, because the program that started it is gone however that ended, kills the command with all its
# children; removes the folder SCRATCH, where one is given, if that program is really gone, and not the guard alone. Ends
# when the command does, with its status.
log=$1 scratch=$2
shift 2
# The command and the watcher hold the lock until the last of their processes is gone, whoever of them is killed first.
exec 3<&0 </dev/null 4>>"$log" 5>>"$log"
flock -w 5 4 || exit 1
setsid "$@" >&4 2>&1 3<&- 4>&- 5>&- &
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

watch() {
    read -r end <&3
    trap '' TERM
    kill -STOP "$server"
    kill -KILL $(descendants "$server") "$server"
    if [ -n "$scratch" ] && starter_is_gone; then
        rm -rf "$scratch" || rm -rf "$scratch"
    fi
    exit 0
}

# A watcher that was killed is replaced: somebody may kill it first, and then the program that started all this. It is
# waited for in the foreground: there is no moment to miss its end in, as there is between a trap of SIGCHLD and a wait.
(until (watch); do :; done) 5>&- &
exec 3<&- 4>&-
wait "$server"
status=$?
# The rest of this process group is watching. A watcher that is at work already ignores it. Without waiting for it, it was
# still there in 21 of 400 runs on a busy machine when the guard had ended.
trap '' TERM
kill -TERM 0
flock -w 5 5
exit "$status"
