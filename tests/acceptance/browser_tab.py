"""Drive a headless Chromium over its DevTools pipe: open pages at any width, on screen or as paper, and ask them questions."""

from __future__ import annotations

import fcntl
import json
import os
import shutil
import subprocess

BROWSER = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
OPTIONS = (
    "--headless=new", "--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync",
)  # fmt: skip
HIGHER = 10
"""File descriptors from here on do not collide with the two that the browser wants."""


class Tab:
    """One tab of a browser of its own; commands are those of the DevTools protocol."""

    def __init__(self, profile):
        (their_in, ours_out), (ours_in, their_out) = os.pipe(), os.pipe()
        ends = [fcntl.fcntl(end, fcntl.F_DUPFD, HIGHER) for end in (their_in, their_out)]
        self._process = subprocess.Popen(
            ["sh", "-c", f'exec "$0" "$@" 3</dev/fd/{ends[0]} 4>/dev/fd/{ends[1]}', BROWSER, *OPTIONS, "--remote-debugging-pipe", f"--user-data-dir={profile}", "about:blank"],
            pass_fds=ends,
            stderr=subprocess.DEVNULL,
        )  # fmt: skip
        for end in (their_in, their_out, *ends):
            os.close(end)
        self._in, self._out = os.fdopen(ours_in, "rb", 0), os.fdopen(ours_out, "wb", 0)
        self._rest, self._count, self._session = b"", 0, {}
        target = self.call("Target.createTarget", url="about:blank")["targetId"]
        self._session = {
            "sessionId": self.call("Target.attachToTarget", targetId=target, flatten=True)["sessionId"]
        }
        self.call("Page.enable")

    def call(self, method, **params):
        """Send a command and wait for its answer."""
        self._count += 1
        message = {"id": self._count, "method": method, "params": params, **self._session}
        self._out.write(json.dumps(message).encode() + b"\0")
        answer = self._await(lambda message: message.get("id") == self._count)
        assert "error" not in answer, answer
        return answer["result"]

    def open(self, page, width, media="screen"):
        """Load a page at a width in CSS pixels, as it stands on a screen or on paper."""
        self.call(
            "Emulation.setDeviceMetricsOverride", width=width, height=900, deviceScaleFactor=1, mobile=False
        )
        self.call("Emulation.setEmulatedMedia", media=media)
        self.call("Page.navigate", url=page.as_uri())
        self._await(lambda message: message.get("method") == "Page.loadEventFired")

    def ask(self, expression):
        """What a JavaScript expression gives in the page."""
        answer = self.call("Runtime.evaluate", expression=expression, returnByValue=True)
        assert "exceptionDetails" not in answer, answer
        return answer["result"].get("value")

    def press(self, key):
        """Press a key and let it go."""
        for kind in ("rawKeyDown", "keyUp"):
            self.call("Input.dispatchKeyEvent", type=kind, key=key, code=key, windowsVirtualKeyCode=9)

    def close(self):
        """End the browser."""
        self._session = {}
        self.call("Browser.close")
        self._process.wait(timeout=30)
        self._in.close()
        self._out.close()

    def _await(self, wanted):
        while True:
            while b"\0" not in self._rest:
                read = self._in.read(1 << 20)
                assert read, "the browser has ended"
                self._rest += read
            message, self._rest = self._rest.split(b"\0", 1)
            if wanted(json.loads(message)):
                return json.loads(message)
