"""The app's process on the virtual phone: a real JVM holding Android-named classes, so that real Frida hooks it."""
