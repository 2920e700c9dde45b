"""Facts derived from what was recorded: pure functions, each in DERIVED, found by the type it returns."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from patrol.derive.arrivals import arrivals
from patrol.derive.caching import caching
from patrol.derive.calls import attributed_calls
from patrol.derive.chains import chains
from patrol.derive.chatter import chatter
from patrol.derive.consent import consent
from patrol.derive.consent_tried import consent_tried
from patrol.derive.contrast import contrasts
from patrol.derive.coverage import activity_coverage
from patrol.derive.deeds import deeds
from patrol.derive.drift import drifts
from patrol.derive.elder import elder_mode
from patrol.derive.facts import Facts
from patrol.derive.failing import failures, reactions
from patrol.derive.field_names import field_names
from patrol.derive.field_trials import field_trials
from patrol.derive.frames import frames_by_page
from patrol.derive.happened import incident_groups
from patrol.derive.hook_sight import hook_sight
from patrol.derive.incidents import incidents
from patrol.derive.leaks import leaks
from patrol.derive.left_alone import left_alone
from patrol.derive.line_spacing import line_spacing
from patrol.derive.navigation import dead_ends, links
from patrol.derive.opening import openings
from patrol.derive.pages import pages
from patrol.derive.passwords import password_control
from patrol.derive.permissions_asked import permissions_asked
from patrol.derive.pictures import fetched_pictures
from patrol.derive.policy_seen import policy_seen
from patrol.derive.policy_update import policy_update
from patrol.derive.processes import lifetimes
from patrol.derive.resources import memory_growth
from patrol.derive.round_trips import round_trips
from patrol.derive.said import said_on
from patrol.derive.sdk_views import sdk_views
from patrol.derive.self_starting import self_starting
from patrol.derive.signed_out import signed_out
from patrol.derive.startup import agreement, start_statistics
from patrol.derive.telling import telling
from patrol.derive.timeline import timeline
from patrol.derive.traffic import endpoints, traffic_by_page
from patrol.derive.trees import tree_facts
from patrol.derive.value_flows import value_flows
from patrol.derive.waterfall import waterfall
from patrol.model.recorded import Artifacts

DERIVED: tuple[Callable[..., Any], ...] = (
    timeline,
    pages,
    agreement,
    start_statistics,
    frames_by_page,
    endpoints,
    traffic_by_page,
    caching,
    waterfall,
    chains,
    fetched_pictures,
    telling,
    failures,
    reactions,
    openings,
    memory_growth,
    round_trips,
    leaks,
    left_alone,
    incidents,
    incident_groups,
    lifetimes,
    hook_sight,
    chatter,
    consent,
    consent_tried,
    said_on,
    permissions_asked,
    policy_seen,
    attributed_calls,
    sdk_views,
    policy_update,
    deeds,
    self_starting,
    elder_mode,
    dead_ends,
    links,
    drifts,
    arrivals,
    field_trials,
    activity_coverage,
    tree_facts,
    contrasts,
    line_spacing,
    field_names,
    value_flows,
    signed_out,
    password_control,
)
"""What a check may need beside the artifacts: name the returned type as a parameter's annotation."""


def facts_of(artifacts: Artifacts) -> Facts:
    """Everything that can be known of a run."""
    return Facts(artifacts, DERIVED)
