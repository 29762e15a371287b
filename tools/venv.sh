#!/bin/sh
# venv.sh FOLDER [PYTHON]: make a virtual environment, with the newest Python there is unless one is named.
set -eu
folder=$1
python=${2:-}

if [ -x "$folder/bin/python" ] && "$folder/bin/python" -m pip --version >/dev/null 2>&1; then
    exit 0
fi

fits() {
    command -v "$1" >/dev/null 2>&1 && "$1" -c 'import sys; sys.exit(sys.version_info < (3, 11))' >/dev/null 2>&1
}

if [ -z "$python" ]; then
    for name in python3.14 python3.13 python3.12 python3.11 python3; do
        if fits "$name"; then
            python=$name
            break
        fi
    done
fi
if [ -z "$python" ] || ! fits "$python"; then
    echo "newsscrape needs Python 3.11 or newer: install it, or name it with make PYTHON=/path/to/python3" >&2
    exit 2
fi

# Debian and Ubuntu keep the half of venv that installs pip in a package of its own.
if ! "$python" -c 'import ensurepip, venv' >/dev/null 2>&1; then
    if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null 2>&1; then
        echo "Installing python3-venv, which this Python lacks"
        apt-get -qq update >/dev/null && apt-get -qq install -y python3-venv >/dev/null
    fi
    if ! "$python" -c 'import ensurepip, venv' >/dev/null 2>&1; then
        echo "$python cannot make virtual environments: on Debian and Ubuntu, run apt-get install python3-venv" >&2
        exit 2
    fi
fi

echo "Making $folder with $("$python" -c 'import platform; print("Python", platform.python_version())')"
rm -rf "$folder"
"$python" -m venv "$folder"
