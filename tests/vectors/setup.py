#!/usr/bin/env python3
"""Writes limits.json, flags.json, setup.json and setup-edges.json.

The expected values come from Apple's table of limits, as written below by hand, and from Apple's own list of skip keys
(../shared/data/skipkeys.yaml beside the checkout), never from the rules. Needs PyYAML.

    python3 tests/vectors/setup.py [skipkeys.yaml]
"""

import json
import re
import sys
from pathlib import Path

import yaml

from setup_flags import flags

HERE = Path(__file__).resolve().parent
SKIPKEYS = Path(sys.argv[1]) if len(sys.argv) > 1 else HERE.parents[2] / "shared/data/skipkeys.yaml"

OK = {"profile_name": "Staff iPads", "url": "https://mdm.example.com/enroll"}


def write(name, cases):
    cases = list(cases)
    lines = ",\n".join("  " + json.dumps(case, ensure_ascii=False) for case in cases)
    (HERE / name).write_text(f"[\n{lines}\n]\n", encoding="utf-8")
    print(name, len(cases))


# Limits ---------------------------------------------------------------------------------------------------------------


def problem(path, code, severity="error", **params):
    return {"path": path, "code": code, "severity": severity, "params": params}


def report(name, profile, *problems):
    ok = all(one["severity"] != "error" for one in problems)
    return {"name": name, "input": profile, "expect": {"ok": ok, "problems": list(problems)}}


def too_long(path, code, apple, length, most):
    return problem(path, code, apple=apple, length=str(length), max=str(most))


def limits():
    yield report("a name and a URL are enough", OK)
    yield report(
        "nothing",
        {},
        problem("profile_name", "profile.name.missing", apple="CONFIG_NAME_REQUIRED", max="125"),
        problem("url", "profile.url.missing", apple="CONFIG_URL_REQUIRED"),
    )
    yield report(
        "empty name and URL",
        {"profile_name": "", "url": ""},
        problem("profile_name", "profile.name.empty", apple="CONFIG_NAME_INVALID", max="125"),
        problem("url", "profile.url.empty", apple="CONFIG_URL_INVALID"),
    )
    yield report("a page to sign in on stands for the URL", {
        "profile_name": "Staff", "configuration_web_url": "https://mdm.example.com/sign-in"})
    yield report(
        "an empty URL is none beside a page to sign in on",
        {"profile_name": "Staff", "url": "", "configuration_web_url": "https://mdm.example.com/sign-in"},
        problem("url", "profile.url.empty", apple="CONFIG_URL_INVALID"),
    )
    # The name counts in bytes of UTF-8.
    for what, name, length in [
        ("125 letters", "a" * 125, 125),
        ("126 letters", "a" * 126, 126),
        ("62 letters of two bytes and one of one", "é" * 62 + "a", 125),
        ("63 letters of two bytes", "é" * 63, 126),
        ("31 signs of four bytes and a letter", "😀" * 31 + "a", 125),
        ("31 signs of four bytes and one of two", "😀" * 31 + "é", 126),
        ("one space", " ", 1),
    ]:
        found = [] if length <= 125 else [
            too_long("profile_name", "profile.name.too-long", "CONFIG_NAME_INVALID", length, 125)]
        yield report(f"name: {what}", {**OK, "profile_name": name}, *found)
    # The URL counts as it is encoded.
    base = "https://mdm.example.com/"
    for what, url, length in [
        ("2000 letters", base.ljust(2000, "a"), 2000),
        ("2001 letters", base.ljust(2001, "a"), 2001),
        ("é is %C3%A9, 2000", base.ljust(1994, "a") + "é", 2000),
        ("é is %C3%A9, 2001", base.ljust(1995, "a") + "é", 2001),
        ("a space is %20, 2000", base.ljust(1997, "a") + " ", 2000),
        ("a space is %20, 2001", base.ljust(1998, "a") + " ", 2001),
        ("what is encoded stays, 2000", base.ljust(1997, "a") + "%20", 2000),
        ("signs of a URL stay, 2000", base.ljust(1979, "a") + ":/?#[]@!$&'()*+,;=-._", 2000),
        ("braces and quotes are encoded, 2000", base.ljust(1973, "a") + "{}|\\^`\"<>", 2000),
        ("braces and quotes are encoded, 2001", base.ljust(1974, "a") + "{}|\\^`\"<>", 2001),
    ]:
        found = [] if length <= 2000 else [
            too_long("url", "profile.url.too-long", "CONFIG_URL_INVALID", length, 2000)]
        yield report(f"URL: {what}", {**OK, "url": url}, *found)
    # These count in bytes of UTF-8, and are none or not empty.
    for field, code, apple, most in [
        ("department", "profile.department.too-long", "DEPARTMENT_INVALID", 125),
        ("org_magic", "profile.magic.too-long", "MAGIC_INVALID", 256),
        ("support_email_address", "profile.email.too-long", "SUPPORT_EMAIL_INVALID", 250),
        ("support_phone_number", "profile.phone.too-long", "SUPPORT_PHONE_INVALID", 50),
    ]:
        yield report(f"{field}: empty", {**OK, field: ""}, too_long(field, code, apple, 0, most))
        for letter in "a", "é", "😀":
            size = len(letter.encode())
            fits, rest = letter * (most // size), "a" * (most % size)
            yield report(f"{field}: {most} bytes of {letter}", {**OK, field: fits + rest})
            yield report(f"{field}: {most + 1} bytes of {letter}", {**OK, field: fits + rest + "a"},
                         too_long(field, code, apple, most + 1, most))
    for field, value, repaired in [
        *[("language", value, True) for value in ["en", "zu", "gsw", ""]],
        *[("region", value, True) for value in ["US", "GB", "ZW", "AX", ""]],
        ("language", "EN", "en"),
        ("language", "en-US", "en"),
        ("language", " de ", "de"),
        ("language", "xx", None),
        ("language", "English", None),
        ("language", "e", None),
        ("language", "enfr", None),
        ("region", "us", "US"),
        ("region", "UK", "GB"),
        ("region", " FR ", "FR"),
        ("region", "XX", None),
        ("region", "USA", None),
        ("region", "U", None),
    ]:
        profile = {**OK, field: value}
        name = f"{field}: {value!r}"
        if repaired is True:
            yield report(name, profile)
            continue
        params = {"apple": "LOCALE_INVALID", "value": value.strip()}
        if repaired:
            params["repaired"] = repaired
        code = "near" if repaired else "unknown"
        yield report(name, profile, problem(field, f"profile.{field}.{code}", **params))
    # Flags that exclude each other.
    flags = problem("is_mdm_removable", "profile.removable.unsupervised", apple="FLAGS_INVALID")
    forced = problem("is_supervised", "profile.supervised.forced", "hint")
    for removable in None, True, False:
        for supervised in None, True, False:
            found = [flags] if removable is False and supervised is not True else []
            found += [forced] if supervised is False else []
            profile = {**OK, "is_mdm_removable": removable, "is_supervised": supervised}
            profile = {key: value for key, value in profile.items() if value is not None}
            yield report(f"removable {removable}, supervised {supervised}", profile, *found)
    # What is ignored somewhere is no error.
    for field, value, code in [
        ("is_mandatory", False, "mandatory.forced"),
        ("await_device_configured", True, "await.unsupervised"),
        ("auto_advance_setup", True, "advance.systems"),
        ("is_multi_user", True, "shared.systems"),
        ("allow_pairing", False, "pairing.deprecated"),
        ("do_not_use_profile_from_backup", True, "backup.systems"),
        ("is_return_to_service", True, "return.systems"),
    ]:
        hint = problem(field, f"profile.{code}", "hint")
        yield report(f"{field}: {value}", {**OK, field: value}, hint)
        yield report(f"{field}: {not value}", {**OK, field: not value})
    certs = {**OK, "supervising_host_certs": ["MIIB"]}
    yield report("certificates of computers, unsupervised", certs,
                 problem("supervising_host_certs", "profile.host-certs.unsupervised", "hint"))
    yield report("certificates of computers, supervised", {**certs, "is_supervised": True})
    yield report("a supervised device waits", {
        **OK, "is_supervised": True, "await_device_configured": True})
    # Keys.
    def key(code, severity, **params):
        return problem("skip_setup_items", f"key.{code}", severity, **params)
    yield report("no keys", {**OK, "skip_setup_items": []})
    yield report("every key of Apple's", {**OK, "skip_setup_items": [one["key"] for one in KEYS]})
    yield report(
        "keys that are none",
        {**OK, "skip_setup_items": ["Siri", "siri", "Sirii", " TOS ", "Nothing", "", "Language"]},
        key("near", "warning", key="siri", repaired="Siri"),
        key("near", "warning", key="Sirii", repaired="Siri"),
        key("near", "warning", key="TOS", repaired="TOS"),
        key("unknown", "warning", key="Nothing"),
        key("unknown", "warning", key=""),
        key("unknown", "warning", key="Language"),
    )
    yield report(
        "a key twice, and one that Apple has taken off its list",
        {**OK, "skip_setup_items": ["Siri", "Registration", "Siri", "Registration"]},
        key("legacy", "hint", key="Registration"),
        key("repeated", "hint", key="Siri"),
        key("repeated", "hint", key="Registration"),
    )


# Setup ----------------------------------------------------------------------------------------------------------------


def setup():
    def case(name, request, **expect):
        return {"name": name, "input": request, "expect": expect}

    iphone = {"deviceFamily": "iPhone", "osVersion": "18"}
    web = {"configuration_web_url": "https://mdm.example.com/sign-in"}
    alice, login = {"username": "alice"}, {"loginRequired": True}
    none, typed = "setup.sign-in.none", "setup.sign-in.credentials"
    unsure, whose = "setup.sign-in.unknown", "setup.owner.unknown"
    for name, profile, enrollment, sign_in, owner in [
        ("nobody knows the enrollment", {}, None, unsure, whose),
        ("a user was assigned", {}, alice, none, "setup.owner.assigned"),
        ("login required", {}, login, typed, "setup.owner.signed-in"),
        ("neither", {}, {}, unsure, whose),
        ("both", {}, {**alice, **login}, unsure, whose),
        ("a username of spaces is none", {}, {"username": "  ", **login}, typed, "setup.owner.signed-in"),
        ("a page to sign in on", web, None, "setup.sign-in.web", whose),
        ("a page and an assigned user", web, alice, "setup.sign-in.web", "setup.owner.assigned"),
        ("an empty page is none", {"configuration_web_url": " "}, login, typed, "setup.owner.signed-in"),
    ]:
        request = {"profile": profile, "device": iphone}
        if enrollment is not None:
            request["enrollment"] = enrollment
        yield case(name, request, system="ios", signIn=sign_in, owner=owner)
    shared = {"profile": {"is_multi_user": True}, "enrollment": alice}
    ipad = {"deviceFamily": "iPad", "osVersion": "18"}
    yield case("an iPad is shared", {**shared, "device": ipad}, owner="setup.owner.shared")
    yield case("an iPhone is not shared", {**shared, "device": iphone}, owner="setup.owner.assigned")
    for enrollment, agent in [(None, "unknown"), ({"agentRequired": True}, "installed"), ({}, "none")]:
        request = {"device": iphone, "enrollment": enrollment}
        request = {key: value for key, value in request.items() if value is not None}
        yield case(f"agent: {json.dumps(enrollment)}", request, agent=f"setup.agent.{agent}")
    # Without a version it is the newest; without a known system there are no panes.
    hint = lambda system: [problem("device.osVersion", "setup.version", "hint", system=system)]
    for family, os, system, name in [
        ("iPhone", "", "ios", "iOS"), ("iPad", "", "ios", "iPadOS"), ("", "iPadOS", "ios", "iPadOS"),
        ("", "iOS", "ios", "iOS"), ("Mac", "", "macos", "macOS"), ("", "OSX", "macos", "macOS"),
        ("AppleTV", "", "tvos", "tvOS"), ("Vision", "", "visionos", "visionOS"),
    ]:
        device = {"deviceFamily": family, "os": os}
        letter = {"ios": "iOS", "macos": "macOS", "tvos": "tvOS", "visionos": "visionOS"}[system]
        yield case(f"no version: {family} {os}", {"device": device}, system=system,
                   panes=panes(letter, "999", []), keys={}, problems=hint(name))
    for family, os, system in [("Watch", "watchOS", "other"), ("", "", "missing")]:
        request = {"device": {"deviceFamily": family, "os": os, "osVersion": "11"},
                   "profile": {"skip_setup_items": ["Siri", "Nothing"]}}
        yield case(f"not known: {family} {os}", request, system=system, panes={}, keys={},
                   problems=[problem("device", "setup.device", "warning")])
    # Panes that depend on another one.
    for skipped, expect in [
        (["Restore"], {"Restore": "pane.skipped", "Android": "pane.needs"}),
        (["Android"], {"Android": "pane.skipped"}),
        (["AppleID"], {"AppleID": "pane.skipped", "EnableLockdownMode": "pane.needs"}),
    ]:
        request = {"profile": {"skip_setup_items": skipped}, "device": iphone}
        yield case(f"skips {skipped}", request, panes={**panes("iOS", "18", []), **expect}, keys={})
    advance = {"auto_advance_setup": True}
    for family, os, version, advances in [
        ("Mac", "macOS", "15", True), ("Mac", "macOS", "10.15", False),
        ("AppleTV", "tvOS", "26", True), ("iPhone", "iOS", "18", False),
    ]:
        shown = panes(os, version, [])
        if advances:
            shown = {pane: "pane.advanced" for pane in shown}
        request = {"profile": advance, "device": {"deviceFamily": family, "osVersion": version}}
        yield case(f"auto advance: {family} {version}", request, panes=shown)
    mac = {"deviceFamily": "Mac", "osVersion": "26"}
    keys = ["Siri", "Siri", "Registration", "siri", "Nothing", "Zoom", "LiquidGlass", "Wallpaper"]
    yield case("keys that do nothing", {"profile": {"skip_setup_items": keys}, "device": mac}, keys={
        "Registration": "key.legacy", "siri": "key.near", "Nothing": "key.unknown",
        "Zoom": "key.elsewhere", "LiquidGlass": "key.early", "Wallpaper": "key.removed"})
    yield case("nothing at all", {}, system="missing", panes={}, keys={}, signIn=unsure, owner=whose,
               agent="setup.agent.unknown")


# Keys by Apple's list -------------------------------------------------------------------------------------------------

APPLE = yaml.safe_load(SKIPKEYS.read_text(encoding="utf-8"))
KEYS = APPLE["payloadkeys"]
BASE = APPLE["payload"]["supportedOS"]
DEPENDS = {"Android": "Restore", "EnableLockdownMode": "AppleID"}
# Panes that no key skips.
FIXED = {"Language": 1, "Region": 1, "Network": 1, "RemoteManagement": 1, "Account": ["macOS"]}


def number(version):
    parts = [int(part) for part in str(version).split(".")]
    return tuple(parts + [0] * (3 - len(parts)))


def support(key, os):
    """What Apple's list says of a key on a system; nothing where the system has no such pane."""
    found = {**BASE[os], **((key.get("supportedOS") or {}).get(os) or {})}
    return None if found["introduced"] == "n/a" else found


def panes(os, version, listed):
    """The panes of a version with their reasons, when these keys are listed."""
    shown = {}
    for key in KEYS:
        name, found = key["key"], support(key, os)
        if found is None or number(version) < number(found["introduced"]):
            continue
        if any(edge in found and number(version) >= number(found[edge]) for edge in ("deprecated", "removed")):
            continue
        if found.get("always-skippable") is False:
            shown[name] = "pane.early"
        elif name in listed:
            shown[name] = "pane.skipped"
        else:
            shown[name] = "pane.needs" if DEPENDS.get(name) in listed else "pane.shown"
    if number(version) >= number(BASE[os]["introduced"]):
        for name, systems in FIXED.items():
            if systems == 1 or os in systems:
                shown[name] = "pane.always"
    return shown


def idle(os, version):
    """Every key that does nothing on a version, with its reason."""
    idle = {}
    for key in KEYS:
        name, found = key["key"], support(key, os)
        if found is None:
            idle[name] = "key.elsewhere"
        elif number(version) < number(found["introduced"]):
            idle[name] = "key.early"
        elif "removed" in found and number(version) >= number(found["removed"]):
            idle[name] = "key.removed"
        elif "deprecated" in found and number(version) >= number(found["deprecated"]):
            idle[name] = "key.deprecated"
    return idle


def edges(os):
    """Every version at which Apple's list changes on a system, and the one just before it."""
    named = {number(found[edge]) for key in KEYS if (found := support(key, os))
             for edge in ("introduced", "deprecated", "removed") if edge in found}
    for one in sorted(named):
        before = list(one)
        last = max(place for place in range(3) if before[place])
        before[last] -= 1
        if last < 2:
            before[last + 1] = 9
        for version in before, one:
            yield re.sub(r"(\.0)+$", "", ".".join(map(str, version)))


def by_edge():
    every = [key["key"] for key in KEYS]
    for family, os in [("iPhone", "iOS"), ("iPad", "iOS"), ("Mac", "macOS"), ("AppleTV", "tvOS"), ("Vision", "visionOS")]:
        for version in dict.fromkeys(edges(os)):
            device = {"deviceFamily": family, "osVersion": version}
            for listed, what in (every, "every key"), ([], "no key"):
                yield {
                    "name": f"{family} {version}, {what}",
                    "input": {"profile": {"skip_setup_items": listed}, "device": device},
                    "expect": {"panes": panes(os, version, listed), "keys": idle(os, version) if listed else {}},
                }


write("limits.json", limits())
write("flags.json", flags())
write("setup.json", setup())
write("setup-edges.json", by_edge())
