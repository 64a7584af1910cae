"""The cases of flags.json, which setup.py writes: what Apple's reference says of each setting, by hand."""

import json

IOS = "iOS and iPadOS "


def flags():
    def case(profile, family, version, os="", **expect):
        device = {"deviceFamily": family, "os": os, "osVersion": version}
        device = {key: value for key, value in device.items() if value}
        # A keyword cannot have a dash.
        expect = {key.replace("_", "-"): dict(zip(["set", "value", "code", "params"], told))
                  for key, told in expect.items()}
        name = f"{json.dumps(profile)} on {family or 'no family'} {os} {version or 'no version'}: {', '.join(expect)}"
        return {"name": name, "input": {"profile": profile, "device": device}, "expect": expect}

    for family, below, first, since in [
        ("iPhone", "12.5.7", "13", IOS + "13"),
        ("iPad", "12.9", "13.0", IOS + "13"),
        ("iPod", "12", "13.1", IOS + "13"),
        ("Mac", "10.14.3", "10.14.4", "macOS 10.14.4"),
        ("AppleTV", "12.4", "13", "tvOS 13"),
    ]:
        is_ios = "iOS" in since
        forced = {"since": since}
        for said in None, False, True:
            profile = {} if said is None else {"is_supervised": said, "is_mandatory": said}
            off = ("on" if said else "off")
            plain = (said, bool(said), f"flag.mandatory.{off}", {})
            yield case(profile, family, below,
                       supervised=(said, bool(said), f"flag.supervised.{off}", {}), mandatory=plain)
            yield case(profile, family, first,
                       supervised=(said, True, "flag.supervised.forced", forced),
                       mandatory=(said, True, "flag.mandatory.forced", forced) if is_ios else plain)
            unknown = (said, None, "flag.supervised.version-unknown", forced)
            loose = (said, None, "flag.mandatory.version-unknown", forced) if is_ios else plain
            yield case(profile, family, "",
                       supervised=(True, True, "flag.supervised.on", {}) if said else unknown,
                       mandatory=(True, True, "flag.mandatory.on", {}) if said else loose)
    for family in "Vision", "Watch", "":
        for said in None, True:
            profile = {} if said is None else {"is_supervised": True}
            yield case(profile, family, "26", supervised=(
                (True, True, "flag.supervised.on", {}) if said
                else (None, None, "flag.supervised.platform-unknown", {})))
    for removable, supervised, value, word in [
        (None, None, True, "on"), (None, True, True, "on"), (True, None, True, "on"),
        (True, True, True, "on"), (False, True, False, "off"), (False, None, None, "refused"),
        (False, False, None, "refused"),
    ]:
        profile = {"is_mdm_removable": removable, "is_supervised": supervised}
        profile = {key: told for key, told in profile.items() if told is not None}
        for family, version in ("iPhone", "12"), ("iPad", "26"), ("Mac", "15"):
            yield case(profile, family, version,
                       mdm_removable=(removable, value, f"flag.mdm-removable.{word}", {}))
    # Waiting: ignored on an iPhone or iPad that is not supervised.
    wait = {"await_device_configured": True}
    both = {**wait, "is_supervised": True}
    on = (True, True, "flag.await-configured.on", {})
    early = lambda since: (True, False, "flag.too-early", {"since": since})
    from_on = lambda since: (True, None, "flag.version-unknown", {"since": since})
    for profile, family, version, told in [
        ({}, "iPhone", "17", (None, False, "flag.await-configured.off", {})),
        (wait, "iPhone", "12.4", (True, False, "flag.await-configured.unsupervised", {})),
        (wait, "iPhone", "13", on),
        (wait, "iPhone", "", (True, None, "flag.await-configured.perhaps", {})),
        (both, "iPad", "8.4", early("iOS 9")),
        (both, "iPad", "9", on),
        (wait, "Mac", "10.10", early("macOS 10.11")),
        (wait, "Mac", "10.11", on),
        (wait, "Mac", "", from_on("macOS 10.11")),
        (wait, "AppleTV", "10.1", early("tvOS 10.2")),
        (wait, "AppleTV", "10.2", on),
        (wait, "Vision", "1.2", early("visionOS 2")),
        (wait, "Vision", "2", on),
    ]:
        yield case(profile, family, version, await_configured=told)
    elsewhere = lambda systems: (True, False, "flag.elsewhere", {"systems": systems})
    unsure = lambda systems: (True, None, "flag.platform-unknown", {"systems": systems})
    advance, shared = {"auto_advance_setup": True}, {"is_multi_user": True}
    systems = "Mac and Apple TV"
    for profile, family, version, told in [
        ({}, "Mac", "11", (None, False, "flag.auto-advance.off", {})),
        (advance, "Mac", "10.15.7", early("macOS 11")),
        (advance, "Mac", "11", (True, True, "flag.auto-advance.on", {})),
        (advance, "Mac", "", from_on("macOS 11")),
        (advance, "AppleTV", "10.2", (True, True, "flag.auto-advance.on", {})),
        (advance, "AppleTV", "", (True, True, "flag.auto-advance.on", {})),
        (advance, "iPhone", "26", elsewhere(systems)),
        (advance, "iPad", "26", elsewhere(systems)),
        (advance, "Vision", "26", elsewhere(systems)),
        (advance, "", "26", unsure(systems)),
    ]:
        yield case(profile, family, version, auto_advance=told)
    for profile, family, os, told in [
        ({}, "iPad", "", (None, False, "flag.shared-ipad.off", {})),
        (shared, "iPad", "", (True, True, "flag.shared-ipad.on", {})),
        (shared, "", "iPadOS", (True, True, "flag.shared-ipad.on", {})),
        (shared, "iPhone", "iPadOS", elsewhere("iPad")),
        (shared, "iPod", "", elsewhere("iPad")),
        (shared, "", "iOS", unsure("iPad")),
        (shared, "Mac", "", elsewhere("iPad")),
        (shared, "", "", unsure("iPad")),
    ]:
        yield case(profile, family, "18", os, shared_ipad=told)
    pairing = {"allow_pairing": False}
    for profile, family, version, told in [
        ({}, "iPhone", "12", (None, True, "flag.pairing.on", {})),
        (pairing, "iPhone", "12.9", (False, False, "flag.pairing.off", {})),
        (pairing, "iPhone", "13", (False, None, "flag.pairing.deprecated", {})),
        ({"allow_pairing": True}, "iPhone", "13", (True, True, "flag.pairing.on", {})),
        (pairing, "iPhone", "", (False, None, "flag.pairing.deprecated", {})),
        (pairing, "Mac", "14", (False, False, "flag.pairing.off", {})),
    ]:
        yield case(profile, family, version, pairing=told)
    backup, service = {"do_not_use_profile_from_backup": True}, {"is_return_to_service": True}
    late = lambda until: (True, False, "flag.too-late", {"until": until})
    span = lambda system: (True, None, "flag.version-range",
                           {"since": system + "26", "until": system + "27"})
    some = "iPhone, iPad and Vision Pro"
    for profile, family, version, told in [
        ({}, "iPhone", "26", (None, False, "flag.ignore-backup.off", {})),
        (backup, "iPhone", "18.6", early(IOS + "26")),
        (backup, "iPhone", "26", (True, True, "flag.ignore-backup.on", {})),
        (backup, "iPad", "26.9", (True, True, "flag.ignore-backup.on", {})),
        (backup, "iPad", "27", late(IOS + "27")),
        (backup, "iPad", "", span(IOS)),
        (backup, "Vision", "2.5", early("visionOS 26")),
        (backup, "Vision", "26", (True, True, "flag.ignore-backup.on", {})),
        (backup, "Vision", "27", late("visionOS 27")),
        (backup, "Vision", "", span("visionOS ")),
        (backup, "Mac", "26", elsewhere(some)),
    ]:
        yield case(profile, family, version, ignore_backup=told)
    for profile, family, version, told in [
        ({}, "iPhone", "26", (None, False, "flag.return-to-service.off", {})),
        (service, "iPhone", "25", early(IOS + "26")),
        (service, "iPad", "26", (True, True, "flag.return-to-service.on", {})),
        (service, "iPad", "", from_on(IOS + "26")),
        (service, "Mac", "26", elsewhere("iPhone and iPad")),
    ]:
        yield case(profile, family, version, return_to_service=told)
