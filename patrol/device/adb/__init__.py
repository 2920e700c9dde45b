"""The way to the phone: adb's server protocol on our own sockets; the adb program itself is only started as the server.

Why not adbutils: it asks `host:version` before every stream, sleeps 10 ms in every close and leaves Nagle's algorithm
on, which together cost some 50 of 60 ms of each uiautomator2 call. Its wheel carries an adb, which serves where none is
installed.
"""
