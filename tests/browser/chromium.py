"""Drives a real Chromium over the W3C WebDriver protocol: chromedriver is a program, its protocol plain HTTP with JSON.

It opens addresses, clicks, types, runs scripts, takes pictures, and keeps what the browser wrote to its console.
"""

from __future__ import annotations

import base64
import http.client
import importlib.resources
import json
import re
import shutil
import subprocess
import time
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path
    from types import TracebackType
    from typing import Self

PATIENCE: Final = 30.0
TAB, ENTER, SPACE, ESCAPE = "\ue004", "\ue007", " ", "\ue00c"
_ELEMENT: Final = "element-6066-11e4-a52e-4f735466cecf"
_PORT: Final = re.compile(r"started successfully on port (\d+)")
_FLAGS: Final = (
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-dev-shm-usage",
    "--no-first-run",
    "--hide-scrollbars",
    "--lang=en-GB",
    "--window-size=1366,800",
)
_JUDGE: Final = "return axe.run(document, {resultTypes: ['violations']}).then(found => found.violations)"


class BrowserError(Exception):
    """The driver refused, or something did not come about in time."""


class Chromium:
    """A browser with one window. Use it as a context manager."""

    def __init__(self) -> None:
        self._driver: subprocess.Popen[str] | None = None
        self._port = 0
        self._session = ""
        self._axe = ""
        self._noting = ""

    def __enter__(self) -> Self:
        program = shutil.which("chromedriver")
        if program is None:
            raise BrowserError("chromedriver is not installed: apt-get install chromium chromium-driver")
        self._driver = subprocess.Popen([program, "--port=0"], stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)
        wanted = {
            "acceptInsecureCerts": True,
            "goog:chromeOptions": {"args": list(_FLAGS)},
            "goog:loggingPrefs": {"browser": "ALL"},
        }
        try:
            self._port = _port_of(self._driver)
            self._session = self._call("POST", "/session", {"capabilities": {"alwaysMatch": wanted}})["sessionId"]
        except BaseException:
            self._end_driver()
            raise
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        try:
            self._ask("DELETE", "")
        finally:
            self._end_driver()

    def open(self, url: str) -> None:
        """Open an address anew, also when only the part after # differs."""
        self._ask("POST", "/url", {"url": "about:blank"})
        self._ask("POST", "/url", {"url": url})

    def script(self, text: str, *arguments: object) -> Any:  # noqa: ANN401 - whatever the script returns.
        """Run a script in the page; a promise is waited for."""
        return self._ask("POST", "/execute/sync", {"script": text, "args": list(arguments)})

    def wait_for(self, text: str, *arguments: object, seconds: float = PATIENCE) -> Any:  # noqa: ANN401 - see `script`.
        """Run a script until it gives something; gives that."""
        return self.until(lambda: self.script(text, *arguments), seconds, lambda: f"{text} {arguments}\n{self.text()}")

    def wait_for_text(self, text: str, within: str = "body", seconds: float = PATIENCE) -> None:
        """Wait until a text can be read."""
        self.wait_for(
            "return document.querySelector(arguments[0])?.innerText.includes(arguments[1])", within, text, seconds=seconds
        )

    def text(self, within: str = "body") -> str:
        """Give what can be read."""
        return str(self.script("return document.querySelector(arguments[0])?.innerText ?? ''", within))

    def texts(self, selector: str) -> list[str]:
        """Give what can be read in each of several places."""
        found: list[str] = self.script(
            "return [...document.querySelectorAll(arguments[0])].map(one => one.innerText.trim())", selector
        )
        return found

    def click(self, selector: str) -> None:
        """Click as a mouse does: what is covered or not there cannot be clicked."""
        self._ask("POST", f"/element/{self._find(selector)}/click", {})

    def click_text(self, selector: str, text: str) -> None:
        """Click the first of several elements that has this text."""
        mark = "data-clicked-by-a-test"
        found = self.wait_for(
            "const found = [...document.querySelectorAll(arguments[0])].find(one => one.innerText.trim() === arguments[1]);"
            "document.querySelector(`[${arguments[2]}]`)?.removeAttribute(arguments[2]);"
            "found?.setAttribute(arguments[2], ''); return Boolean(found);",
            selector,
            text,
            mark,
        )
        assert found
        self.click(f"[{mark}]")

    def type(self, selector: str, text: str) -> None:
        """Put a text into a field, in place of what is there."""
        element = self._find(selector)
        self._ask("POST", f"/element/{element}/clear", {})
        self._ask("POST", f"/element/{element}/value", {"text": text})

    def choose(self, selector: str, value: str) -> None:
        """Choose an option by its value."""
        self.click(f"{selector} option[value='{value}']")

    def press(self, keys: str) -> None:
        """Press keys one after the other, wherever the focus is."""
        strokes = [{"type": kind, "value": key} for key in keys for kind in ("keyDown", "keyUp")]
        self._ask("POST", "/actions", {"actions": [{"type": "key", "id": "keyboard", "actions": strokes}]})

    def focused(self) -> str:
        """Give the text, or the label, of what has the focus."""
        return str(
            self.script(
                "const one = document.activeElement;"
                "return (one.labels?.[0]?.innerText || one.getAttribute('aria-label') || one.innerText || '').trim()"
            )
        )

    def enter_frame(self, selector: str) -> None:
        """Go on inside a frame."""
        self._ask("POST", "/frame", {"id": {_ELEMENT: self._find(selector)}})

    def leave_frame(self) -> None:
        """Go on in the window itself."""
        self._ask("POST", "/frame", {"id": None})

    def resize(self, width: int, height: int) -> None:
        """Give the window another size."""
        self._ask("POST", "/window/rect", {"width": width, "height": height})

    def picture(self, path: Path) -> None:
        """Take a picture of the whole page; with a box in front of it, of what the window shows."""
        x, y, width, height = self.script(
            "const page = document.documentElement;"
            "return document.querySelector('dialog[open]') ? [scrollX, scrollY, innerWidth, innerHeight]"
            " : [0, 0, page.clientWidth, Math.min(page.scrollHeight, 1400)]"
        )
        clip = {"x": x, "y": y, "width": width, "height": height, "scale": 1}
        asked = {"cmd": "Page.captureScreenshot", "params": {"captureBeyondViewport": True, "clip": clip}}
        path.write_bytes(base64.b64decode(self._ask("POST", "/goog/cdp/execute", asked)["data"]))

    def note_messages(self) -> None:
        """Keep the messages that reach the windows of the next page, as `heard` of each."""
        source = "window.heard = []; addEventListener('message', ({data}) => heard.push(data));"
        asked = {"cmd": "Page.addScriptToEvaluateOnNewDocument", "params": {"source": source}}
        self._noting = str(self._ask("POST", "/goog/cdp/execute", asked)["identifier"])

    def note_no_messages(self) -> None:
        """Let later pages keep none."""
        asked = {"cmd": "Page.removeScriptToEvaluateOnNewDocument", "params": {"identifier": self._noting}}
        self._ask("POST", "/goog/cdp/execute", asked)

    def download_to(self, folder: Path) -> None:
        """Put what is downloaded from now on into a folder, without asking."""
        asked = {"cmd": "Browser.setDownloadBehavior", "params": {"behavior": "allow", "downloadPath": str(folder)}}
        self._ask("POST", "/goog/cdp/execute", asked)

    def faults(self) -> list[str]:
        """Give the serious accessibility faults that axe finds in the page as it is now, one line for each place."""
        self._axe = self._axe or (importlib.resources.files("axe_core_python") / "axe.min.js").read_text("utf-8")
        self.script(self._axe)
        return [
            f"{one['id']}: {one['help']}: {place['html']}"
            for one in self.script(_JUDGE)
            if one["impact"] in {"serious", "critical"}
            for place in one["nodes"]
        ]

    def console(self) -> list[str]:
        """Give what the browser complained of since the last look: errors of scripts, refused and failed calls."""
        return [f"{one['level']}: {one['message']}" for one in self._ask("POST", "/se/log", {"type": "browser"})]

    def _end_driver(self) -> None:
        assert self._driver is not None
        assert self._driver.stdout is not None
        self._driver.terminate()
        self._driver.wait()
        self._driver.stdout.close()

    def _find(self, selector: str) -> str:
        asked = {"using": "css selector", "value": selector}
        found = self.until(lambda: self._ask("POST", "/elements", asked), PATIENCE, lambda: f"no {selector}\n{self.text()}")
        return str(found[0][_ELEMENT])

    def _ask(self, method: str, path: str, body: object = None) -> Any:  # noqa: ANN401 - any JSON value.
        return self._call(method, f"/session/{self._session}{path}", body)

    def _call(self, method: str, path: str, body: object = None) -> Any:  # noqa: ANN401 - any JSON value.
        connection = http.client.HTTPConnection("127.0.0.1", self._port, timeout=120)
        try:
            content = None if body is None else json.dumps(body)
            connection.request(method, path, content, {"content-type": "application/json"})
            answer = json.loads(connection.getresponse().read())["value"]
        finally:
            connection.close()
        if isinstance(answer, dict) and "error" in answer and "message" in answer:
            raise BrowserError(f"{method} {path}: {answer['error']}: {answer['message'][:2000]}")
        return answer

    def until(self, look: Callable[[], Any], seconds: float, describe: Callable[[], str]) -> Any:  # noqa: ANN401 - whatever is looked for.
        """Look until there is something, and give it. Between two looks the page goes on for a moment, by its own clock."""
        ends = time.monotonic() + seconds
        while not (found := look()):
            if time.monotonic() > ends:
                raise BrowserError(f"This did not come about in {seconds:g} s: {describe()}")
            self._ask("POST", "/execute/async", {"script": "setTimeout(arguments[0], 50)", "args": []})
        return found


def _port_of(driver: subprocess.Popen[str]) -> int:
    """Read from the driver's own lines where it listens."""
    assert driver.stdout is not None
    for line in driver.stdout:
        if found := _PORT.search(line):
            return int(found[1])
    raise BrowserError(f"chromedriver ended with {driver.wait()} before it listened")
