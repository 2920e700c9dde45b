"""Puts an app's APK together."""

from __future__ import annotations

import io
import zipfile
from typing import TYPE_CHECKING

from patrol.virtualphone.package.dex import dex
from patrol.virtualphone.package.elf import library
from patrol.virtualphone.package.plan import NetworkRule
from patrol.virtualphone.package.resources import resources, xml_id
from patrol.virtualphone.package.signing import DATE, signed
from patrol.virtualphone.system.binarymanifest import Element, Given, binary_manifest, binary_xml
from patrol.virtualphone.system.manifest import Manifest

if TYPE_CHECKING:
    from patrol.virtualphone.app.model import AppModel

MANIFEST = "AndroidManifest.xml"
CONFIG = "network_security_config"
ABI = "arm64-v8a"


def application_of(model: AppModel) -> str:
    """Full name of the class that the platform makes first."""
    name = model.apk.application or ".App"
    return model.package + name if name.startswith(".") else name


def package_file(model: AppModel, manifest: Manifest) -> bytes:
    """The APK of a model app. The same model gives the same bytes."""
    from patrol.virtualphone.package.code import classes

    plan = model.apk
    rules = plan.network
    if manifest.trusts_user_certificates and not any(rule.user_certificates for rule in rules):
        # With a configuration Android does not look at usesCleartextTraffic.
        rules = (*rules, NetworkRule(cleartext=manifest.cleartext, user_certificates=True))
    config = f"res/xml/{CONFIG}.xml"
    network = xml_id(0) if rules else 0
    entries = {MANIFEST: binary_manifest(manifest, network=network, meta=plan.meta_data)}
    entries["classes.dex"] = dex(classes(model, plan, application_of(model)))
    if rules:
        entries["resources.arsc"] = resources(model.package, ((CONFIG, config),))
        entries[config] = binary_xml(_network(rules))
    for path, text in plan.assets.items():
        entries[f"assets/{path}"] = text.encode()
    for one in plan.libraries:
        entries[f"lib/{ABI}/{one.name}"] = library(one)
    return signed(entries, plan.signed)


def plain_package(manifest: Manifest) -> bytes:
    """An APK that holds nothing but the manifest."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(zipfile.ZipInfo(MANIFEST, DATE), binary_manifest(manifest))
    return buffer.getvalue()


def _network(rules: tuple[NetworkRule, ...]) -> Element:
    """Rules of the base together, each of the others for itself."""
    base = [rule for rule in rules if not rule.domains]
    inside: list[Element] = []
    if base:
        cleartext = next((rule.cleartext for rule in base if rule.cleartext is not None), None)
        whole = NetworkRule((), cleartext, any(rule.user_certificates for rule in base))
        inside.append(_rule("base-config", whole))
    inside += [_rule("domain-config", rule) for rule in rules if rule.domains]
    return "network-security-config", {}, inside


def _rule(tag: str, rule: NetworkRule) -> Element:
    given: Given = {} if rule.cleartext is None else {"cleartextTrafficPermitted": rule.cleartext}
    inside: list[Element] = [("domain", {"includeSubdomains": True, "#text": name}, []) for name in rule.domains]
    if rule.user_certificates:
        inside.append(_anchors())
    return tag, given, inside


def _anchors() -> Element:
    return "trust-anchors", {}, [("certificates", {"src": source}, []) for source in ("system", "user")]
