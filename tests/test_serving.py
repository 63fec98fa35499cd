"""What the server changes in Streamlit's scripts is there to be changed: a new Streamlit writes them anew."""

from pathlib import Path

import pytest
import streamlit

from reform.serving import ON_ACCENT, OURS

SCRIPTS = Path(streamlit.__file__).parent / "static" / "static" / "js"


def shipped(script):
    """All that Streamlit ships under a script's name, of which each build has a mark of its own."""
    return "".join(path.read_text(encoding="utf-8") for path in SCRIPTS.glob(f"{script}.*.js"))


@pytest.mark.parametrize("script", sorted({*OURS, *ON_ACCENT}))
def test_every_place_that_is_rewritten_stands_in_the_script(script):
    text = shipped(script)
    places = [*OURS.get(script, {}), *([ON_ACCENT[script]] if script in ON_ACCENT else [])]
    assert [place for place in places if place not in text] == []
