"""Sixty texts that would run if anything let them: scripts, templates, formulas, broken Unicode."""

from html.parser import HTMLParser

from console.house import House
from tests.console.conftest import Browser
from tests.console.test_directory import ENTRY, FIELDS, keep, saw

_MARKUP = (
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    "<svg onload=alert(1)>",
    '"><script>alert(1)</script>',
    "'><img src=x onerror=alert(1)>",
    "</textarea><script>alert(1)</script>",
    "</title><script>alert(1)</script>",
    "<iframe src=javascript:alert(1)>",
    "<a href=javascript:alert(1)>x</a>",
    "<body onload=alert(1)>",
    "<details open ontoggle=alert(1)>",
    "<math><mi xlink:href=javascript:alert(1)>",
    "<style>@import 'x'</style>",
    "<link rel=stylesheet href=//x>",
    "<form action=//x><button>",
    "<base href=//x>",
    "<meta http-equiv=refresh content=0>",
    "<object data=x>",
    "<embed src=x>",
    "<input autofocus onfocus=alert(1)>",
    "&lt;script&gt;alert(1)&lt;/script&gt;",
    "<ScRiPt>alert(1)</sCrIpT>",
    "<script src=//x></script>",
    "<!--<script>-->",
    "<![CDATA[<script>]]>",
    "<p hx-get=//x hx-trigger=load>",
    "<div data-hx-on:click=alert(1)>",
    "<p style=background:url(//x)>",
    "`${alert(1)}`",
    "\\x3cscript\\x3e",
)
_TEMPLATES = (
    "{{ 7 * 7 }}",
    "{% raw %}",
    "{{ visit.house.keys }}",
    "{operator}",
    "{lines}",
    "${7*7}",
    "#{7*7}",
    "<%= 7*7 %>",
    "%s%s%n",
    "{0.__class__}",
)
_FORMULAS = (
    "=1+1",
    '=HYPERLINK("http://x","y")',
    "+1+1",
    "-1+1",
    "@SUM(1)",
    "=cmd|'/c calc'!A1",
    "\t=1+1",
    '=IMPORTXML("http://x")',
    ";=1+1",
    "|calc",
)
_ODD = (
    "\u202ereversed",
    "zero\u200bwidth",
    "null\u0000byte",
    "'; DROP TABLE service; --",
    '" OR 1=1 --',
    "../../etc/passwd",
    "\ufeffmark",
    "a\u0301\u0302\u0303\u0304",
    "🚔" * 10,
    "line\nbreak",
)
CANARIES = _MARKUP + _TEMPLATES + _FORMULAS + _ODD
TEXTS = [name for name, value in FIELDS.items() if name.endswith(("_en", "_es"))] + [
    "owner",
    "description_en",
    "description_es",
    "fees_description_en",
    "eligibility_description_es",
    "confidentiality_en",
    "must_report_es",
]


class _Tags(HTMLParser):
    """Notes every element and attribute that a browser would see."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[tuple[str, tuple[str, ...]]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note one."""
        self.found.append((tag, tuple(sorted(name for name, _ in attrs))))


def skeleton(page: str) -> list[tuple[str, tuple[str, ...]]]:
    """Return the elements of a page without their texts."""
    tags = _Tags()
    tags.feed(page)
    return tags.found


def test_no_canary_adds_an_element_or_an_attribute_to_any_page(house: House, coordinator: Browser) -> None:
    assert len(CANARIES) == 60
    plain = dict.fromkeys(TEXTS, "plain words")
    keep(coordinator, **plain)
    pages = (ENTRY, f"{ENTRY}/preview")
    wanted = [skeleton(coordinator.get(path)) for path in pages]
    for canary in CANARIES:
        status, _ = keep(coordinator, **dict.fromkeys(TEXTS, canary))
        assert status == 200, canary
        assert [skeleton(coordinator.get(path)) for path in pages] == wanted, canary


def test_published_canaries_stand_in_lists_as_text(coordinator: Browser) -> None:
    _, page = keep(coordinator, name_en=_MARKUP[0], owner=_MARKUP[1])
    coordinator.send(f"{ENTRY}/publish", saw=saw(page))
    for path in ("/directory", f"{ENTRY}/history", "/due"):
        tags = {tag for tag, _ in skeleton(coordinator.get(path))}
        assert "img" not in tags
        assert "<script>alert" not in coordinator.get(path)
    assert "&lt;script&gt;" in coordinator.get("/directory")


def test_a_search_is_shown_as_text(coordinator: Browser) -> None:
    for canary in CANARIES:
        response = coordinator.client.get("/directory", params={"q": canary})
        assert response.status_code == 200, canary
        assert "<script>alert" not in response.text
