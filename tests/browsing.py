"""A real browser, Debian's Chromium, for the tests of the pages; the home of Playwright and of axe."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, ConsoleMessage, Dialog, Locator, Page, Request, sync_playwright

CHROMIUM = shutil.which("chromium")
ABSENT = "Chromium is not there (on Debian: apt-get install chromium), so no page is tried in a browser"
# what WCAG 2.2 A and AA consists of; axe looks at the size of targets on demand only
TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22a", "wcag22aa"]
WCAG = {
    "runOnly": {"type": "tag", "values": TAGS},
    "rules": {"target-size": {"enabled": True}},
    "resultTypes": ["violations"],
}
# what can differ between light and dark, and all else
COLOURS = {**WCAG, "runOnly": {"type": "rule", "values": ["color-contrast", "link-in-text-block"]}}
SHAPES = {**WCAG, "rules": {"target-size": {"enabled": True}, "color-contrast": {"enabled": False}}}
# 400% of a screen of 1280 by 1024 leaves this
ZOOMED = {"width": 320, "height": 256}
DESKTOP = {"width": 1280, "height": 900}
# a page that has more to tab through than this holds the keyboard
MOST_STOPS = 600

SHIFTS = """window.shifted = 0;
new PerformanceObserver((list) => { for (const one of list.getEntries()) window.shifted += one.value; })
  .observe({ type: "layout-shift", buffered: true });"""
TRANSFERRED = """() => ["navigation", "resource"].flatMap((kind) => performance.getEntriesByType(kind))
  .reduce((sum, one) => sum + one.transferSize, 0)"""
# those further down come only when they are scrolled to
PICTURES = """() => Promise.allSettled([...document.images].map((one) => {
  one.loading = "eager";
  return one.decode();
}))"""
# null at the end of the page, else what is wrong with how the focus shows
FOCUS = """() => {
  const one = document.activeElement;
  if (!one || one === document.body) return null;
  const style = getComputedStyle(one), box = one.getBoundingClientRect();
  const told = `${one.tagName} ${(one.textContent || one.name || "").trim().slice(0, 40)}`;
  if (style.outlineStyle === "none" || parseFloat(style.outlineWidth) < 2) return `${told}: no ring`;
  const clip = (low, high, most) => (Math.max(low, 0) + Math.min(high, most)) / 2;
  const x = clip(box.left, box.right, innerWidth), y = clip(box.top, box.bottom, innerHeight);
  const beside = box.right <= 0 || box.left >= innerWidth;
  if (beside || box.bottom <= 0 || box.top >= innerHeight) return `${told}: out of sight`;
  const seen = document.elementFromPoint(x, y);
  return seen && (one.contains(seen) || seen.contains(one)) ? "" : `${told}: covered`;
}"""


@contextmanager
def browser() -> Iterator[Browser]:
    """Skips the test, aloud, where there is no Chromium."""
    if not CHROMIUM:
        pytest.skip(ABSENT)
    # its sandbox refuses to be of root
    arguments = ["--no-sandbox"] if os.geteuid() == 0 else []
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=CHROMIUM, args=arguments)
        yield started
        started.close()


@contextmanager
def opened(
    browser: Browser, origin: str, cookies: Mapping[str, str] | None = None, **chosen: Any
) -> Iterator[tuple[Page, list[str]]]:
    """A page of a visitor of its own, without a cache, and what it does that no page may do. ``chosen`` is
    what Playwright lets one choose for a visitor.
    """
    wrong: list[str] = []

    def said(message: ConsoleMessage) -> None:
        # an error page is one: the browser says so itself
        own = message.text.startswith("Failed to load") and message.location["url"] == page.url
        if message.type in {"error", "warning"} and not own:
            wrong.append(f"console: {message.text}")

    def asked(dialog: Dialog) -> None:
        wrong.append(f"dialog: {dialog.message}")
        dialog.dismiss()

    def went(request: Request) -> None:
        if not request.url.startswith(origin):
            wrong.append(f"elsewhere: {request.url}")

    context = browser.new_context(base_url=origin, locale="nl-NL", **chosen)
    context.add_init_script(SHIFTS)
    context.add_cookies(
        [{"name": name, "value": value, "url": origin} for name, value in (cookies or {}).items()]
    )
    page = context.new_page()
    page.on("console", said)
    page.on("dialog", asked)
    # who first listens when a key is pressed is told too late that it opened a chooser
    page.on("filechooser", lambda _: None)
    page.on("pageerror", lambda error: wrong.append(f"script: {error}"))
    page.on(
        "request",
        lambda sent: None if sent.url.startswith(origin) else wrong.append(f"elsewhere: {sent.url}"),
    )
    try:
        yield page, wrong
    finally:
        context.close()


def barriers(page: Page, rules: dict[str, Any] = WCAG) -> list[str]:
    """What axe finds against WCAG 2.2 A and AA, a line for each element."""
    found = Axe().run(page, options=rules).response["violations"]
    return [
        f"{rule['id']}: {node['html'][:120]} {node['failureSummary']}"
        for rule in found
        for node in rule["nodes"]
    ]


def unseen_focus(page: Page) -> list[str]:
    """Where the focus does not show, going through all of the page with Tab."""
    wrong = []
    for _ in range(MOST_STOPS):
        page.keyboard.press("Tab")
        told = page.evaluate(FOCUS)
        if told is None:
            return wrong
        wrong += [told] if told else []
    return [*wrong, "the focus never leaves the page"]


def too_wide(page: Page) -> bool:
    """Whether one has to scroll sideways."""
    return bool(page.evaluate("document.documentElement.scrollWidth > document.documentElement.clientWidth"))


def scrolled(page: Page) -> list[str]:
    """The tables that one has to scroll sideways, by their captions."""
    wider = "all => all.filter((one) => one.scrollWidth > one.clientWidth).map((one) => one.ariaLabel)"
    return list(page.locator(".table").evaluate_all(wider))


def shifted(page: Page) -> float:
    """How much moved while the page loaded, as browsers count it."""
    return float(page.evaluate("window.shifted"))


def transferred(page: Page) -> int:
    """Bytes that the page took, with all that it shows further down."""
    page.evaluate(PICTURES)
    return int(page.evaluate(TRANSFERRED))


class Mouse:
    """Works a page by pointing; also where no script runs."""

    def __init__(self, page: Page) -> None:
        self.page = page

    def press(self, thing: Locator) -> None:
        thing.click()

    def write(self, field: Locator, text: str) -> None:
        field.fill(text)

    def choose(self, field: Locator, option: str) -> None:
        field.select_option(label=option)

    def attach(self, field: Locator, files: list[str]) -> None:
        field.set_input_files(files)


class Keyboard(Mouse):
    """Works a page by its keys alone."""

    def reach(self, thing: Locator) -> None:
        """Raises AssertionError for what Tab does not come to."""
        thing.wait_for()
        for _ in range(MOST_STOPS):
            if thing.evaluate("one => one === document.activeElement"):
                return
            self.page.keyboard.press("Tab")
        raise AssertionError(f"the keyboard does not reach {thing}")

    def press(self, thing: Locator) -> None:
        self.reach(thing)
        self.page.keyboard.press("Enter")

    def write(self, field: Locator, text: str) -> None:
        self.reach(field)
        self.page.keyboard.press("Control+A")
        self.page.keyboard.type(text)

    def choose(self, field: Locator, option: str) -> None:
        self.reach(field)
        self.page.keyboard.type(option)

    def attach(self, field: Locator, files: list[str]) -> None:
        # a key pressed while the page still loads opens nothing
        self.page.wait_for_load_state("load")
        self.reach(field)
        with self.page.expect_file_chooser() as chooser:
            self.page.keyboard.press("Enter")
        chooser.value.set_files(files)
