"""uiautomator2's JSON-RPC server as it runs on a phone, and the hierarchy dumps."""
