"""The only code that touches adb, uiautomator2, Appium, Frida or mitmproxy. Others import patrol.device.driver."""
