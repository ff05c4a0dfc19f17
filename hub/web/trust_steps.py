"""How each kind of device comes to trust the hub, step by step, in the words that the device itself uses. Pure."""

import re
from typing import Final, NamedTuple


class Device(NamedTuple):
    """One kind of device: what to do there, and how to see there whether the file is the right one.

    `marks` = what its browsers call it.
    """

    id: str
    name: str
    steps: tuple[str, ...]
    check: str
    marks: str


_VIEWER: Final = "The certificate's details show “SHA‑256 fingerprint”."
DEVICES: Final = (
    Device("windows", "Windows: Edge, Chrome", (
        "Open the file that you downloaded. Choose Install Certificate, then Current User.",
        "Choose “Place all certificates in the following store”, Browse, and Trusted Root Certification Authorities.",
        "Choose Next and Finish, and say Yes to the question.",
        "Close the browser and open it again.",
    ), "In a Command Prompt, in your Downloads folder: certutil -hashfile waystation-hub.crt SHA256", "Windows"),
    Device("macos", "macOS: Safari, Chrome", (
        "Open the file that you downloaded. Keychain Access asks where to keep it: choose login.",
        "Find “Waystation hub” in the list and open it with a double click.",
        "Open Trust. Beside “When using this certificate” choose Always Trust. Close the window; give your password.",
    ), "In Keychain Access, before you choose Always Trust: the details end with “SHA‑256”.", "Macintosh"),
    Device("ios", "iPad and iPhone", (
        "Open this page in Safari, and download the file there. Allow the profile.",
        "Open Settings. Tap Profile Downloaded, then Install, and give your passcode.",
        "Go to Settings, General, About, Certificate Trust Settings. Switch on the Waystation hub.",
    ), "Before you tap Install: More Details, then the certificate, shows “SHA‑256”.", "iPhone|iPad"),
    Device("android", "Android", (
        "Download the file. Open Settings and search there for “CA certificate”.",
        "Choose CA certificate, then Install anyway, and give your PIN.",
        "Choose the file that you downloaded.",
    ), "In Settings, Trusted credentials, User: open it to see “SHA‑256 fingerprint”.", "Android"),
    Device("chromeos", "Chromebook", (
        "Download the file. In Chrome, open Settings, Privacy and security, Security, Manage certificates.",
        "Open Authorities, choose Import, and choose the file.",
        "Tick “Trust this certificate for identifying websites”, then OK.",
        "Is the Chromebook managed by the school? Then its administrator does this for all of them at once.",
    ), _VIEWER, "CrOS"),
    Device("firefox", "Firefox, on any computer", (
        "Open Firefox's Settings, Privacy & Security, Certificates, View Certificates.",
        "Open Authorities, choose Import, and choose the file that you downloaded.",
        "Tick “Trust this CA to identify websites”, then OK.",
    ), "Before you choose OK: View shows “SHA‑256”.", "Firefox"),
    Device("linux", "Linux: Chrome, Chromium", (
        "Download the file. In the browser, open Settings, Privacy and security, Security, Manage certificates.",
        "Import the file as a trusted certificate (under Custom, or under Authorities).",
        'Or in a terminal: certutil -d sql:$HOME/.pki/nssdb -A -t "C,," -n waystation-hub -i waystation-hub.crt',
    ), "In a terminal: sha256sum waystation-hub.crt", "Linux"),
)  # fmt: skip
_ORDER: Final = ("firefox", "ios", "android", "chromeos", "windows", "macos", "linux")
"""In which order the marks are looked for: Android says Linux too."""


def device_of(user_agent: str) -> str:
    """Return the id of the device that says this of itself; "" for one that is not known."""
    by_id = {device.id: device for device in DEVICES}
    mobile = "Mobile" in user_agent or "Android" in user_agent
    for id_ in _ORDER:
        if re.search(by_id[id_].marks, user_agent) and not (id_ == "firefox" and mobile):
            return id_
    return ""
