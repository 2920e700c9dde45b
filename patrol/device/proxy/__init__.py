"""Requests of the app, seen by mitmdump; the only code that knows mitmproxy."""
