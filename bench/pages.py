"""Put measured figures into a page of docs/, between its two marks."""

import re
from pathlib import Path


def fill(page: Path, name: str, text: str) -> None:
    """Replace what stands between `<!-- name -->` and `<!-- /name -->`; ValueError without the marks."""
    old = page.read_text()
    marked = re.compile(f"(<!-- {name} -->\n).*?(<!-- /{name} -->)", re.DOTALL)
    if not marked.search(old):
        raise ValueError(f"{page.name} has no place for {name}")
    page.write_text(marked.sub(lambda found: found[1] + text.strip() + "\n" + found[2], old))


def table(head: list[str], rows: list[list[str]]) -> str:
    """Return a Markdown table."""
    lines = [head, ["---"] * len(head), *rows]
    return "\n".join("| " + " | ".join(cells) + " |" for cells in lines)
