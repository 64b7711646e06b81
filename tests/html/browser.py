# SPDX-License-Identifier: Apache-2.0
"""A headless Chromium, by the WebDriver protocol over HTTP: what the test of the page needs,
with the standard library alone."""
import base64
import json
import os
import re
import shutil
import signal
import subprocess
import tempfile
import time
import urllib.error
import urllib.request

ELEMENT = "element-6066-11e4-a52e-4f735466cecf"

# Nothing but the page: no updates, no services of a vendor, no profile of a user.
FLAGS = [
    "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
    "--disable-background-networking", "--disable-component-update", "--disable-sync",
    "--disable-dev-shm-usage", "--disable-extensions", "--hide-scrollbars",
]


class Failed(Exception):
    """The browser could not do what it was asked for."""


def programs():
    """Chromium and its driver, or None."""
    browser = next(filter(None, map(shutil.which, ("chromium", "chromium-browser",
                                                   "google-chrome"))), None)
    driver = shutil.which("chromedriver")
    return (browser, driver) if browser and driver else None


class Browser:
    def __init__(self, language="en-US", seconds=60):
        self.browser, driver = programs()
        self.seconds = seconds
        self.root = ""
        self.folder = tempfile.mkdtemp(prefix="qingwen-page-")
        self.log = open(os.path.join(self.folder, "driver.log"), "w", encoding="utf-8")
        self.driver = subprocess.Popen([driver, "--port=0"], stdout=self.log, stderr=self.log,
                                       stdin=subprocess.DEVNULL, start_new_session=True)
        try:
            server = "http://127.0.0.1:%d" % self.port()
            self.root = server + "/session/" + self.begin(server, language)
        except BaseException:
            self.close()
            raise

    def port(self):
        end = time.monotonic() + self.seconds
        while time.monotonic() < end and self.driver.poll() is None:
            with open(self.log.name, encoding="utf-8") as log:
                found = re.search(r"started successfully on port (\d+)", log.read())
            if found:
                return int(found.group(1))
            time.sleep(0.05)
        raise Failed("chromedriver did not start")

    def begin(self, server, language):
        flags = FLAGS + ["--lang=" + language, "--user-data-dir=" + self.folder + "/profile"]
        answer = self.request("POST", server + "/session", {"capabilities": {"alwaysMatch": {
            "browserName": "chrome",
            "unhandledPromptBehavior": "ignore",
            "goog:loggingPrefs": {"browser": "ALL"},
            "goog:chromeOptions": {"binary": self.browser, "args": flags,
                                   "prefs": {"intl.accept_languages": language}},
        }}})
        return answer["sessionId"]

    def request(self, method, url, body=None):
        data = json.dumps(body).encode() if body is not None else None
        request = urllib.request.Request(url, data, {"Content-Type": "application/json"},
                                         method=method)
        opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))
        try:
            with opener.open(request, timeout=self.seconds) as answer:
                return json.load(answer)["value"]
        except urllib.error.HTTPError as error:
            raise Failed(json.load(error)["value"]["message"]) from error

    def post(self, path, **body):
        return self.request("POST", self.root + path, body)

    def chrome(self, command, **params):
        """A command of the DevTools protocol."""
        return self.post("/goog/cdp/execute", cmd=command, params=params)

    def open(self, url):
        self.post("/url", url=url)

    def run(self, script, *args):
        return self.post("/execute/sync", script=script, args=list(args))

    def size(self, width, height):
        """Of what is seen; a window can't be as narrow as a telephone."""
        self.chrome("Emulation.setDeviceMetricsOverride", width=width, height=height,
                    deviceScaleFactor=1, mobile=width < 600)

    def colours(self, scheme):
        """And no smooth scrolling, during which nothing can be clicked."""
        self.chrome("Emulation.setEmulatedMedia",
                    features=[{"name": "prefers-color-scheme", "value": scheme},
                              {"name": "prefers-reduced-motion", "value": "reduce"}])

    def click(self, selector):
        found = self.post("/element", using="css selector", value=selector)
        self.post("/element/%s/click" % found[ELEMENT])

    def keys(self, *keys):
        """Type them where the focus is."""
        actions = []
        for key in keys:
            actions += [{"type": "keyDown", "value": key}, {"type": "keyUp", "value": key}]
        self.post("/actions", actions=[{"type": "key", "id": "keys", "actions": actions}])

    def dialog(self):
        """The text of an open dialog, or None."""
        try:
            return self.request("GET", self.root + "/alert/text")
        except Failed:
            return None

    def complaints(self):
        """What the browser wrote into its console since the last time."""
        return [entry["message"] for entry in self.post("/se/log", type="browser")]

    def picture(self, name):
        shot = self.chrome("Page.captureScreenshot")
        with open(name, "wb") as file:
            file.write(base64.b64decode(shot["data"]))

    def close(self):
        try:
            if self.root:
                self.request("DELETE", self.root)
        except (Failed, OSError):
            pass
        if self.driver.poll() is None:
            os.killpg(self.driver.pid, signal.SIGTERM)
            try:
                self.driver.wait(10)
            except subprocess.TimeoutExpired:
                os.killpg(self.driver.pid, signal.SIGKILL)
                self.driver.wait()
        self.log.close()
        shutil.rmtree(self.folder, ignore_errors=True)
