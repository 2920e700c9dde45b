"""What an APK tells without a phone: manifest, code, signatures, libraries, secrets. Pure Python over bounded reads."""
