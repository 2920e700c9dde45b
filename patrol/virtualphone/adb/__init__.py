"""The device's side of the adb protocol, as adbd speaks it."""
