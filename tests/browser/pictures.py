"""The pictures of docs/guide.md, of the sample city alone; `make browser` makes them."""

import io
import sys
import tempfile
from pathlib import Path

from PIL import Image
from playwright.sync_api import FilePayload, Page

from reports.records import entry, spent_entry
from settings import ROOT
from storage.accounts import Role
from storage.releases import Ledger
from tests.browser.house import busy_week, copied, model_home, partner, service
from tests.browser.stage import PHONE, Console, opened, staged
from tests.console.conftest import PASSWORD
from tests.databases import NOON
from tests.reports.test_reading import release

FOLDER = ROOT / "docs" / "pictures"
COLOURS = 200
LARGEST = 150_000  # bytes


def main() -> int:
    """Make every picture; 1 when one is too large for a document."""
    with tempfile.TemporaryDirectory() as folder:
        first, second = Path(folder) / "model", Path(folder) / "copy"
        first.mkdir()
        second.mkdir()
        with model_home(first) as model, copied(model, second) as house, staged() as stage, opened(stage, house) as on:
            made = [*_of_coordinators(on), *_of_partners(on), *_of_readers(on)]
    large = [path.name for path in made if path.stat().st_size > LARGEST]
    sys.stdout.write(f"{len(made)} pictures in docs/pictures\n")
    return 1 if large else 0


def _of_coordinators(console: Console) -> list[Path]:
    page = console.enter(Role.COORDINATOR, viewport={"width": 1080, "height": 760})
    way = f"/directory/service/{service(console.house).id}"
    made = [_picture(console, page, "day-one", "/start"), _picture(console, page, "directory", "/directory")]
    page.goto(console.url(way))
    page.locator('[name="fees_description_en"]').fill("Free for eight sessions; the foundation pays.")
    with page.expect_navigation():
        page.get_by_role("button", name="Keep as draft and preview").click()
    made.append(_kept(page, "preview"))
    page.goto(console.url("/import"))
    table = b"id,name,phone,last_verified\norg-1,Quiet Harbor,207-555-0199,03/05/2026\n"
    file = FilePayload(name="organizations.csv", mimeType="text/csv", buffer=table)
    page.get_by_label("File or files").set_input_files(file)
    page.get_by_role("button", name="Look what it would change").click()
    page.get_by_text("Dry run").wait_for()
    made.append(_kept(page, "import"))
    pocket = console.enter(Role.COORDINATOR, viewport=PHONE, color_scheme="dark", locale="es")
    made.append(_picture(console, pocket, "phone", f"{way}/preview"))
    return made


def _of_partners(console: Console) -> list[Path]:
    house = console.house
    page = console.enter(Role.PARTNER, partner(house).id, viewport={"width": 1080, "height": 760})
    page.goto(console.url("/key"))
    page.get_by_label("Your password").fill(PASSWORD)
    page.get_by_role("button", name="Make the key").click()
    page.get_by_role("link", name="I have kept it").click()
    first, *_ = busy_week(house, service(house))
    week = _picture(console, page, "week", f"/slots/{service(house).id}?week={NOON:%Y-%m-%d}")
    return [week, _picture(console, page, "booking", f"/bookings/{first.id}")]


def _of_readers(console: Console) -> list[Path]:
    ledger, third = Ledger(console.house.database, console.house.keys.folder), release(2026, 3)
    with ledger.alone():
        ledger.append(spent_entry(third.spent))
        ledger.append(entry("drawn", third.spent.period, numbers=third.numbers))
    page = console.enter(Role.READER, viewport={"width": 1080, "height": 760})
    return [_picture(console, page, "totals", "/totals")]


def _picture(console: Console, page: Page, name: str, path: str) -> Path:
    page.goto(console.url(path))
    return _kept(page, name)


def _kept(page: Page, name: str) -> Path:
    """Keep what is on the screen, with few colours: a third of the size."""
    FOLDER.mkdir(exist_ok=True)
    path = FOLDER / f"console-{name}.png"
    seen = Image.open(io.BytesIO(page.screenshot())).convert("RGB")
    seen.quantize(COLOURS, dither=Image.Dither.NONE).save(path, optimize=True)
    return path


if __name__ == "__main__":
    sys.exit(main())
