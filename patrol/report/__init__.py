"""Renderings of one InspectionResult: html, terminal, junit, sarif; and of its page graph. Each module renders one."""
