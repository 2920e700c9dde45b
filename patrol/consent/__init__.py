"""Drives the consent window as a state machine from fresh installs: wait, refuse, accept, withdraw, permissions.

ConsentDriver(session, graph=crawl.graph).run()      # records Moments and Trials, never judges
"""

from patrol.consent.driver import ConsentDriver

__all__ = ["ConsentDriver"]
