"""Full-text search of Chinese pages: pairs of characters, in the index and in what is searched for.

Sphinx needs jieba to find Chinese words, and its script takes a Chinese query for a single word whatever its length.
Pairs need no dictionary: a page is found by any run of two or more characters that it contains.
"""

from __future__ import annotations

import re

from sphinx.search import SearchLanguage, languages

_RUN = re.compile(r"[\u4e00-\u9fff]+|[A-Za-z0-9_]+(?:-[A-Za-z0-9_]+)*")


def pairs(text: str) -> list[str]:
    """The words of `text` to be indexed: Latin words and names whole, Chinese as overlapping pairs of characters."""
    found = []
    for run in _RUN.findall(text):
        if run.isascii() or len(run) == 1:
            found.append(run.lower())
            if "-" in run:
                found += run.lower().split("-")
        else:
            found += [run[at : at + 2] for at in range(len(run) - 1)]
    return found


class PairSearch(SearchLanguage):
    """Chinese in pairs; the script splits the query in the same way."""

    lang = "zh"
    language_name = "Chinese"
    js_splitter_code = """
var splitQuery = (query) => (query.match(/[\\u4e00-\\u9fff]+|[A-Za-z0-9_]+(?:-[A-Za-z0-9_]+)*/g) || []).flatMap(
  (run) => /^[\\u4e00-\\u9fff]{2,}$/.test(run)
    ? Array.from({length: run.length - 1}, (_, at) => run.slice(at, at + 2))
    : [run.toLowerCase()]);
"""

    def split(self, input: str) -> list[str]:  # noqa: A002 # the name is Sphinx's
        """The words of `input`."""
        return pairs(input)

    def stem(self, word: str) -> str:
        """The word as it is."""
        return word.lower()


def register() -> None:
    """Use it for Chinese."""
    languages["zh"] = PairSearch
