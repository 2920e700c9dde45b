"""What users do with the app, written in YAML: load (YAML → Journey), steps (one class a kind), play."""
