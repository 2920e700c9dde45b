#!/bin/sh
# What the tests use beside Python packages: Debian's adb 29 (an old client beside the new one in the adbutils wheel), a
# Chromium that opens the report, and Graphviz, which draws the page graph's DOT. Where they cannot be installed the tests that need them are left out, and say so.
missing=""
command -v adb >/dev/null 2>&1 || [ -x /usr/lib/android-sdk/platform-tools/adb ] || missing="$missing adb"
command -v chromium >/dev/null 2>&1 || missing="$missing chromium"
command -v dot >/dev/null 2>&1 || missing="$missing graphviz"
fc-list 2>/dev/null | grep -qi cjk || missing="$missing fonts-noto-cjk"
[ -z "$missing" ] && exit 0
if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null 2>&1; then
  (apt-get update && DEBIAN_FRONTEND=noninteractive apt-get install -y --no-install-recommends $missing fontconfig) >/dev/null 2>&1 && exit 0
fi
echo "Without$missing some tests are left out."
