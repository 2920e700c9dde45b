#!/bin/sh
# Start an Android emulator without a window and wait until it is ready; it goes on running when this script ends.
# Needs KVM (a readable /dev/kvm) and the SDK's command line tools: sdkmanager, avdmanager, emulator and adb on the PATH.
#
#   ANDROID_API   34      a system image without Google Play, so that `adb root` works and patrol sees requests and calls
#   BOOT_MINUTES  10      how long the first start may take
set -u
api=${ANDROID_API:-34}
image="system-images;android-$api;google_apis;x86_64"
for tool in sdkmanager avdmanager emulator adb; do
  command -v "$tool" >/dev/null || { echo "emulator.sh: $tool is not on the PATH; use an image with the Android SDK." >&2; exit 3; }
done
if [ ! -r "${KVM:-/dev/kvm}" ]; then
  echo "emulator.sh: ${KVM:-/dev/kvm} cannot be read: this machine offers no KVM, or the job may not use it." >&2
  exit 3
fi
yes | sdkmanager --install "$image" emulator platform-tools >/dev/null || exit 3
echo no | avdmanager create avd --force --name patrol --package "$image" --device pixel_6 >/dev/null || exit 3
nohup emulator -avd patrol -port 5554 -no-window -no-audio -no-boot-anim -no-snapshot -gpu swiftshader_indirect \
  >emulator.log 2>&1 &
tries=$((${BOOT_MINUTES:-10} * 30))
until [ "$(adb -s emulator-5554 shell getprop sys.boot_completed 2>/dev/null | tr -d '\r')" = 1 ]; do
  tries=$((tries - 1))
  if [ "$tries" -le 0 ]; then
    echo "emulator.sh: the emulator did not start within ${BOOT_MINUTES:-10} minutes:" >&2
    tail -n 20 emulator.log >&2
    exit 3
  fi
  sleep "${POLL_SECONDS:-2}"
done
adb -s emulator-5554 root >/dev/null
adb -s emulator-5554 wait-for-device
echo "emulator-5554 is ready."
