"""The APK of a model app: manifest, code made of its privacy calls, resources, libraries, signature."""
