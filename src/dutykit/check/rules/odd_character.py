"""A file holds characters that look like others, like nothing, or differently on each machine."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable
from itertools import islice

from dutykit.check.declare import check
from dutykit.check.scan import matches
from dutykit.language import _
from dutykit.model.finding import Flaw, Related, Severity
from dutykit.model.workspace import Workspace

_KINDS = {
    "direction": "\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069",
    "invisible": "\u00ad\u034f\u115f\u1160\u17b4\u17b5\u180e\u200b-\u200d"
    "\u2060-\u2064\u206a-\u206f\u2800\u3164\ufeff\uffa0\ufff9-\ufffb\U000e0000-\U000e007f",
    "private": "\ue000-\uf8ff\U000f0000-\U0010fffd",
    "broken": "\ufffc\ufffd",
    # U+FA0E … FA29 holds twelve ideographs that are no doubles of others.
    "break": "\x85\u2028\u2029",
    "double": "\u2e80-\u2fdf\uf900-\ufa0d\ufa10\ufa12\ufa15-\ufa1e\ufa20\ufa22\ufa25\ufa26\ufa2a-\ufaff\U0002f800-\U0002fa1f",
}
"""The characters of each kind, as a regular expression writes them; compiled only where one is found."""
_ANY = re.compile(f"[{''.join(_KINDS.values())}]")
_MOST_PLACES = 4
"""Places that a finding names."""
_MOST_CHARACTERS = 20
"""Characters of a file that are named: where there are more, the whole text is broken."""


@check(Severity.WARNING)
def odd_character(workspace: Workspace) -> Iterable[Flaw]:
    """文件中有不应出现的字符：不可见的、在其他计算机上无法显示的、与常用字同形的。

    为什么：看起来相同的两个名称无法对应，搜索和排序会出错，报告中会缺字；控制文字方向的字符会使显示内容与实际内容不同。

    处理建议：删去或重新输入该字符。可能是从 PDF 或网页复制带入的，使用“粘贴为纯文本”也不能去除。
    """
    for name in sorted(workspace.sources):
        source = workspace.sources[name]
        counts = Counter(_ANY.findall(source.text))
        for character in islice(counts, _MOST_CHARACTERS):
            found = matches(source, re.compile(re.escape(character)))
            places = [place for place, _match in islice(found, _MOST_PLACES)]
            message, fix = _words(character)
            code = f"U+{ord(character):04X} {unicodedata.name(character, '')}".strip()
            related = tuple(Related(one, _("这里也有")) for one in places[1:])
            yield Flaw(places[0], message.format(code=code, count=counts[character]), fix, related)


def _words(character: str) -> tuple[str, str]:
    """What to say of a character, and what to do."""
    kind = next(name for name, characters in _KINDS.items() if re.match(f"[{characters}]", character))
    remove = _("删去该字符")
    match kind:
        case "direction":
            return _("有改变文字方向的字符 {code}，本文件共 {count} 处"), remove
        case "invisible":
            return _("有不可见的字符 {code}，本文件共 {count} 处"), remove
        case "break":
            return _("有行分隔符 {code}，编辑器中不显示为换行，本文件共 {count} 处"), _("删去该字符，或改为空格")
        case "private":
            return _("有专用区的字符 {code}，没有统一的字形，本文件共 {count} 处"), _("换成标准的字")
        case "broken":
            return _("有编码错误产生的字符 {code}，本文件共 {count} 处"), _("查明原来的字，重新输入")
        case _:
            usual = unicodedata.normalize("NFKC", character)
            fix = _("换成常用的字") if usual == character else _("改成“{usual}”").format(usual=usual)
            return _("有与常用字同形的字符 {code}，本文件共 {count} 处"), fix
