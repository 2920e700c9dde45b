"""What an APK tells without a phone: the artifact `scan`, recorded from the phone's APK or from a file."""

from __future__ import annotations

from enum import StrEnum

from patrol.model.artifacts import Component
from patrol.model.record import Record


class Reading(StrEnum):
    """How far a file could be read."""

    whole = "whole"
    partly = "partly"
    """What is missing is told by `oddities`; what is there holds."""
    nothing = "nothing"
    """No manifest and no code: `oddities` tell why. Never a pass."""


class Oddity(Record, frozen=True):
    """Something that is damaged, hidden, or built to mislead tools."""

    kind: str
    """A key of patrol.derive.oddity_words.KINDS: `not-an-archive`, `fake-encryption`, `packed`, `too-large` …"""
    where: str = ""
    """Entry of the archive, or ""."""
    detail: str = ""
    hides: bool = False
    """Something could not be seen because of it."""


class DeclaredPermission(Record, frozen=True):
    """A `uses-permission` of the manifest."""

    name: str
    max_sdk: int | None = None
    """`maxSdkVersion`."""


class DomainRule(Record, frozen=True):
    """A `base-config`, `domain-config` or `debug-overrides` of the network security configuration."""

    domains: tuple[str, ...] = ()
    """() for the base; with a leading `*.` where subdomains count too."""
    cleartext: bool | None = None
    """cleartextTrafficPermitted; None where it is inherited."""
    trusts: tuple[str, ...] = ()
    """`system`, `user`, or a resource; () is inherited."""
    pins: int = 0
    pins_expire: str = ""
    debug: bool = False
    """Counts for debuggable builds alone."""


class NetworkSecurity(Record, frozen=True):
    """The network security configuration; the file's name in the archive and its rules, the base first."""

    file: str
    rules: tuple[DomainRule, ...] = ()
    note: str = ""
    """Why it could not be read."""


class Certificate(Record, frozen=True):
    """Of a signer."""

    subject: str
    issuer: str
    serial: str
    sha256: str
    not_before: str
    """ISO 8601, UTC."""
    not_after: str
    key: str
    """RSA, EC, DSA, SM2, or what it is called."""
    key_bits: int
    digest: str
    """Of the certificate's own signature: md5, sha1, sha256 …; "" when unknown."""
    debug: bool = False
    """Android Studio's debug key."""
    schemes: tuple[str, ...] = ()
    """The signing schemes that use it: v1, v2, v3, v3.1."""


class Signing(Record, frozen=True):
    """Who signed, and how; a scheme is listed when its block is there, and `broken` when it does not hold."""

    schemes: tuple[str, ...] = ()
    """v1, v2, v3, v3.1, v4."""
    certificates: tuple[Certificate, ...] = ()
    digests: tuple[str, ...] = ()
    """Of the signatures over the file: `v1 sha1`, `v2 sha256` …"""
    broken: tuple[tuple[str, str], ...] = ()
    """(scheme, what does not hold)."""
    unchecked: tuple[str, ...] = ()
    """Schemes whose signature could not be verified here."""


class Reach(StrEnum):
    """Whether code can be come to from an entry of the app."""

    yes = "yes"
    """From a component of the manifest, by calls that the code shows."""
    named = "named"
    """Only by a class that the code, a layout or the manifest names as text: reflection."""
    no = "no"
    """No way was found."""
    unknown = "unknown"
    """The code could not be followed."""


class CallSite(Record, frozen=True):
    """One place of the code that touches an API of the catalogue."""

    apis: tuple[str, ...]
    """Ids of the catalogue, the most particular first."""
    call: str
    """`package.Class.method`, a field, or the text that stands for it (a URI, a key, a path)."""
    caller: str
    """`package.Class.method`, as the mapping file (if one was given) names it."""
    kind: str = "method"
    """method, field, text."""
    count: int = 1
    """Instructions in the caller."""
    dex: str = ""
    sdk: str = ""
    """Id of the SDK whose package holds the caller; "" for the app's own and for unknown packages."""
    own: bool = False
    """In the app's own package."""
    owner: str = ""
    """Key of patrol.derive.callers.Caller: `app`, an SDK's id, `unknown com.datapulse`, `obfuscated a.b`, `system`."""
    reach: Reach = Reach.unknown
    path: tuple[str, ...] = ()
    """From an entry to the caller, methods in order, at most 12; what is left out in between is `…`."""


class SdkTrace(Record, frozen=True):
    """What shows that an SDK is in the APK."""

    kind: str
    """package, library, component, meta-data, asset, host."""
    what: str
    count: int = 1


class PresentSdk(Record, frozen=True):
    """An SDK of the catalogue that is in the APK."""

    id: str
    """Of patrol.catalogue.sdks."""
    traces: tuple[SdkTrace, ...]
    calls: int = 0
    """Call sites of privacy APIs in it."""
    reachable: int = 0
    """Those of them that can be reached."""


class Package(Record, frozen=True):
    """A package of the code that is neither the app's own nor an SDK's nor a neutral library's."""

    name: str
    classes: int
    obfuscated: bool = False
    """Its names are single letters or alike: whose it is, cannot be told."""


class Secret(Record, frozen=True):
    """A key or token in the code, an asset or a resource; masked."""

    kind: str
    """A key of patrol.apk.secrets.KINDS: `aws-access-key`, `private-key`, `jwt`, `generic` …"""
    masked: str
    sha256: str
    """First 16 hex digits, to tell two apart without knowing them."""
    where: str
    """Class and method or field, or entry of the archive."""
    name: str = ""
    """The name it goes by, where it has one."""
    certain: bool = True
    """Its form or checksum proves it; else its name and randomness suggest it."""
    sdk: str = ""


class ClearUrl(Record, frozen=True):
    """An `http://` or `ws://` address in the code or an asset."""

    url: str
    where: str
    sdk: str = ""


class NativeLibrary(Record, frozen=True):
    """A `lib/ABI/*.so` and what protects it; None is unknown."""

    path: str
    abi: str
    bytes: int = 0
    sdk: str = ""
    nx: bool | None = None
    """The stack is not executable."""
    pie: bool | None = None
    """Position-independent; a shared object always is."""
    relro: str = ""
    """full, partial, none; "" unknown."""
    canary: bool | None = None
    """Uses a stack protector."""
    fortified: bool | None = None
    stripped: bool | None = None
    aligned_16k: bool | None = None
    """Loads on devices with 16 KB pages; None for 32-bit ABIs, which those devices do not have."""
    run_path: str = ""
    """RPATH or RUNPATH, if it has one."""
    note: str = ""


class Dex(Record, frozen=True):
    """A file of code and what it holds."""

    name: str
    bytes: int
    version: str = ""
    classes: int = 0
    methods: int = 0
    """With code."""
    instructions_seen: int = 0
    """Bytes of code that were walked."""
    note: str = ""


class Policy(Record, frozen=True):
    """A privacy policy, or a list of SDKs, inside the APK or linked from it."""

    where: str
    kind: str
    """asset, resource, url."""
    title: str = ""
    characters: int = 0


class Packer(Record, frozen=True):
    """A hardening product that hides the app's own code."""

    name: str
    found_by: tuple[str, ...]


class Scan(Record, frozen=True):
    """All that was read from one app's files."""

    file: str = ""
    bytes: int = 0
    sha256: str = ""
    format: str = ""
    """apk, aab, apks, xapk; "" unknown."""
    reading: Reading = Reading.nothing
    oddities: tuple[Oddity, ...] = ()
    splits: tuple[str, ...] = ()
    """Files of the set beside the base."""
    package: str = ""
    version_name: str = ""
    version_code: int = 0
    label: str = ""
    min_sdk: int = 0
    target_sdk: int = 0
    debuggable: bool | None = None
    allow_backup: bool | None = None
    test_only: bool | None = None
    cleartext: bool | None = None
    """usesCleartextTraffic as given; None when the manifest is silent."""
    network: NetworkSecurity | None = None
    permissions: tuple[DeclaredPermission, ...] = ()
    defined_permissions: tuple[tuple[str, str], ...] = ()
    """(name, protection level) of the app's own."""
    components: tuple[Component, ...] = ()
    meta_data: tuple[tuple[str, str], ...] = ()
    """(name, value) of the application and its components; values that look secret are masked."""
    used_permissions: tuple[tuple[str, str, str], ...] = ()
    """(permission, what needs it, caller), the nearest evidence first; only permissions of patrol.apk.permissions."""
    judgeable_permissions: tuple[str, ...] = ()
    """Permissions for which use can be told from code; of others it cannot be said that they are unused."""
    missing_permissions: tuple[tuple[str, str, str, str], ...] = ()
    """(permission, call, caller, owner) of reachable calls that need one which the manifest does not ask for."""
    signing: Signing = Signing()
    calls: tuple[CallSite, ...] = ()
    sdks: tuple[PresentSdk, ...] = ()
    unknown_packages: tuple[Package, ...] = ()
    secrets: tuple[Secret, ...] = ()
    urls: tuple[ClearUrl, ...] = ()
    libraries: tuple[NativeLibrary, ...] = ()
    policies: tuple[Policy, ...] = ()
    packers: tuple[Packer, ...] = ()
    dexes: tuple[Dex, ...] = ()
    mapping: str = ""
    """The R8 mapping file that was read."""
    took_ms: int = 0
    """Of the scan; differs from run to run."""
