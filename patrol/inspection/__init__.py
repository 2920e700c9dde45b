"""One run: a phone, gatherers, crawl and journeys → artifacts in a run folder, telling events as it goes."""

from patrol.inspection.plan import Plan
from patrol.inspection.run import Inspection

__all__ = ["Inspection", "Plan"]
