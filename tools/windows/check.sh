#!/usr/bin/env bash
# `make windows`: the quick tests, and a walk through the commands, under Windows Python.
#   check.sh DIR LOCK [PYTEST ARGUMENTS ...]
# Two interpreters share the tests by folder, one for each core. Ends with 69 where Wine cannot be set up, with 75
# where SECONDS_IN_ALL (an hour) are over, and with 1 where a test fails or an interpreter ends before its tests do.
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
cd "$root"

# What the same commands write on Linux, to be compared byte by byte (tests/windows/test_same_bytes.py).
PYTHONPATH=src:. .venv/bin/python -m tests.windows.same_bytes "$dir/made-on-linux"
export MADE_ON_LINUX="Z:${dir//\//\\}\\made-on-linux"

"$here/python.sh" hold "$dir" &
sleep 5

# pytest_there NAME ARGUMENTS: run tests into NAME.log. A start that hangs says nothing; it is tried again once.
# Wine may end with 0 though the interpreter crashed, so the line counts with which pytest ends.
pytest_there() {
	local name=$1 log=$dir/$1.log try code
	shift
	for try in 1 2; do
		: >"$log"
		rm -rf "$dir/prefix/drive_c/t/$name"
		mkdir -p "$dir/prefix/drive_c/t"
		timeout --kill-after=10 $((over > SECONDS ? over - SECONDS : 1)) \
			"$here/python.sh" run "$dir" -u -m pytest -p no:cacheprovider -p no:xdist -v -rs --tb=short \
			--hypothesis-profile=quick --basetemp "C:\\t\\$name" "$@" </dev/null >"$log" 2>&1 &
		local running=$!
		(sleep 240; [ -s "$log" ] || kill "$running") 2>/dev/null &
		local watching=$!
		code=0
		wait "$running" || code=$?
		kill "$watching" 2>/dev/null || true
		[ -s "$log" ] && break
		[ $try = 2 ] || echo "Windows Python did not start; once more" >&2
	done
	if [ "$code" = 0 ] && ! tail -n 3 "$log" | grep -q " passed.* in "; then
		echo "Windows Python ended before its tests did: $log" >&2
		code=1
	fi
	return "$code"
}

# Half of the work each; a folder that is in neither list goes to the second one.
first=(tests/cli tests/disk tests/editing tests/terminal)
second=()
for path in tests/*/ tests/test_*.py; do
	case " ${first[*]} tests/browser tests/windows tests/golden tests/examples " in
	*" ${path%/} "*) ;;
	*) second+=("${path%/}") ;;
	esac
done

one=0 two=0
if [ $# -gt 0 ]; then
	pytest_there tests "$@" || one=$?
	logs=("$dir/tests.log")
else
	(
		pytest_there walk tests/windows || one=$?
		pytest_there first -m "not deep" "${first[@]}" || one=$?
		exit "$one"
	) &
	half=$!
	pytest_there second -m "not deep" "${second[@]}" || two=$?
	wait "$half" || one=$?
	logs=("$dir/walk.log" "$dir/first.log" "$dir/second.log")
fi
WINEPREFIX=$dir/prefix wineserver -k || true
rm -rf "$dir/prefix/drive_c/t"

for log in "${logs[@]}"; do
	[ -f "$log" ] || continue
	sed -n '/^=* FAILURES/,$p; /^=* ERRORS/,$p' "$log" | grep -v '^SKIPPED' || true
	grep -h '^SKIPPED' "$log" || true
	tail -n 1 "$log"
done
"$here/summary.py" "${logs[@]}"
case "$one $two" in
"0 0") ;;
*124* | *137*)
	echo "Not finished under Windows Python in the time there is; what was run is in $dir/*.log" >&2
	exit 75
	;;
*) exit 1 ;;
esac
