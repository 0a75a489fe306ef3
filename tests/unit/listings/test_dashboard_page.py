"""The page as text: what its data may be."""

from __future__ import annotations

import json

from dutykit.listings.dashboard_page import dashboard_page


def test_nothing_in_the_data_ends_its_element_or_cannot_be_written() -> None:
    texts = ["\ud800", "\udcff", "\0", "</script>", "<!--", "\u2028", "\u2029", "]]>", "\\ud800", "\U00010ffff"]
    page = dashboard_page([{"cycle": 2019, "texts": texts}]).encode().decode()
    start = page.index('id="data">') + len('id="data">')
    data = page[start : page.index("</script>", start)]
    assert json.loads(data)["cities"][0]["texts"] == texts
    assert not {*data} & {"<", "\0", "\u2028", "\u2029"}
    assert page.count("</script>") == 2
