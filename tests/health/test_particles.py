"""Sentences choose the particle that fits (조사): 을(를) is how a machine speaks."""

import re
from pathlib import Path

SOURCE = Path(__file__).parents[2] / "src" / "hakjeok_web"
BOTH = re.compile(r"은\(는\)|는\(은\)|이\(가\)|가\(이\)|을\(를\)|를\(을\)|와\(과\)|과\(와\)|\(으\)로")
# Spoken to those who write form definitions, or chosen only where nobody knows how a word sounds.
AUTHORS_TOOLS = ("documents/rendering/loading.py", "documents/rendering/command.py", "documents/rendering/values.py")


def test_no_sentence_leaves_the_particle_to_the_reader():
    files = [
        path for ending in ("*.py", "*.html", "*.js") for path in SOURCE.rglob(ending) if "vendor" not in path.parts
    ]
    found = {
        str(path.relative_to(SOURCE)): BOTH.findall(path.read_text())
        for path in files
        if str(path.relative_to(SOURCE)) not in AUTHORS_TOOLS
    }
    assert {name: words for name, words in found.items() if words} == {}
