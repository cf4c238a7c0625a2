"""What axe finds on a page, in the colours and widths that it is looked at in."""

from typing import Any, Literal, NamedTuple

from playwright.sync_api import Page

from tests.browser.stage import AXE, PHONE, WIDE

# What colours, width or language can change; what is left is the same however a page is seen.
VARYING = ["color-contrast", "link-in-text-block", "target-size", "scrollable-region-focusable"]
_RUN = """async (rules) => {
  const found = await axe.run(document, {resultTypes: ["violations"], ...rules});
  return found.violations.map((each) => `${each.id}: ${each.nodes.map((node) => node.html).join(" | ").slice(0, 400)}`);
}"""
_RULES: dict[str, Any] = {"all": {}, "varying": {"runOnly": {"type": "rule", "values": VARYING}}}
_OVERFLOW = "document.documentElement.scrollWidth > window.innerWidth"


class Look(NamedTuple):
    """A way to see a page, and which rules of axe are held against it: all, those of `VARYING`, or none."""

    colours: Literal["light", "dark"]
    screen: Literal["wide", "phone"]
    rules: Literal["all", "varying", "none"] = "varying"


def faults(page: Page, *looks: Look) -> list[str]:
    """Return what is wrong in any look."""
    found = []
    if any(look.rules != "none" for look in looks):
        page.add_script_tag(url=AXE)
    for look in looks:
        page.emulate_media(color_scheme=look.colours)
        page.set_viewport_size(WIDE if look.screen == "wide" else PHONE)
        named = page.evaluate(_RUN, _RULES[look.rules]) if look.rules != "none" else []
        named += ["scrolls sideways"] if page.evaluate(_OVERFLOW) else []
        found += [f"{look.colours}, {look.screen}: {each}" for each in named]
    return found
