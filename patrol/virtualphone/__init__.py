"""A phone that needs no phone: the real adb protocol on a loopback port, with apps that are models in YAML."""
