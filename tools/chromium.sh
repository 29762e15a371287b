#!/bin/sh
# chromium.sh: have a Chromium for the tests of pages that scripts draw, where the machine's own packages have one.
set -eu
for name in chromium chromium-browser google-chrome-stable google-chrome; do
    if command -v "$name" >/dev/null 2>&1; then
        exit 0
    fi
done
if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null 2>&1; then
    echo "Installing chromium, for the tests of pages that scripts draw"
    apt-get -qq update >/dev/null 2>&1 && apt-get -qq install -y --no-install-recommends chromium >/dev/null 2>&1 ||
        echo "there is no chromium to install: those tests are passed over" >&2
fi
