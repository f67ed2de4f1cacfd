#!/usr/bin/env bash
# `make windows`: the quick tests that are not about POSIX, and a walk through the commands, under Windows Python.
#   check.sh DIR LOCK [PYTEST ARGUMENTS ...]
# Ends with 69 where Wine cannot be set up, with 75 where SECONDS_IN_ALL (an hour) are over, with 3 where
# a quick test fails, else as pytest does for the walk.
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
root=$(cd "$here/../.." && pwd)
dir=${1:?a folder} lock=${2:?a lock}
shift 2
mkdir -p "$dir"
dir=$(cd "$dir" && pwd)
"$here/requirements.py" "$lock" >"$dir/requirements.txt"
"$here/python.sh" setup "$dir" "$dir/requirements.txt"

export WINDOWS_PYTHONPATH="Z:${root//\//\\}\\src;Z:${root//\//\\}"
over=${SECONDS_IN_ALL:-3600}

# A start that hangs says nothing; it is tried again once.
pytest_there() {
	local log=$1 try code
	shift
	for try in 1 2; do
		: >"$log"
		timeout --kill-after=10 $((over > SECONDS ? over - SECONDS : 1)) \
			"$here/python.sh" run "$dir" -u -m pytest -p no:cacheprovider -p no:xdist -vv -rs --tb=short --hypothesis-profile=quick "$@" \
			</dev/null > >(tee "$log") 2>&1 &
		local running=$!
		( sleep 240; [ -s "$log" ] || kill "$running" ) 2>/dev/null &
		local watching=$!
		code=0
		wait "$running" || code=$?
		kill "$watching" 2>/dev/null || true
		[ -s "$log" ] && break
		WINEPREFIX=$dir/prefix wineserver -k || true
		[ $try = 2 ] || echo "Windows Python did not start; once more" >&2
	done
	return "$code"
}

cd "$root"
code=0
if [ $# -gt 0 ]; then
	pytest_there "$dir/tests.log" "$@" || code=$?
else
	pytest_there "$dir/walk.log" tests/windows || code=$?
	if [ "$code" = 0 ]; then
		pytest_there "$dir/tests.log" -m "not deep" --ignore=tests/browser --ignore=tests/windows tests || code=$?
		# A number of its own, so that the walk can be told from the quick tests.
		case $code in 0 | 124) ;; *) code=3 ;; esac
	fi
fi
WINEPREFIX=$dir/prefix wineserver -k || true
if [ "$code" = 124 ]; then
	echo "Not finished under Windows Python in the time there is; what was run is in $dir/*.log" >&2
	exit 75
fi
exit "$code"
