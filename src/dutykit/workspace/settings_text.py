"""Settings of a new workspace, each that is not set in a comment."""

from __future__ import annotations

from collections.abc import Iterator

from dutykit.language import _
from dutykit.workspace.yaml.scalar_text import scalar_text


def settings_text(cycle: int, place_name: str | None, origin: str | None = None) -> str:
    """The text of a new dutykit.yaml; `origin`, if given, states where its cycle comes from."""
    return "\n".join(_lines(cycle, place_name, origin)) + "\n"


def _lines(cycle: int, place_name: str | None, origin: str | None) -> Iterator[str]:
    yield "# " + _("工作区设置；各项均可不写。")
    yield ""
    if origin is None:
        yield "# " + _("当前年度，转入下一年度时由 dutykit carry-forward 修改：")
    else:
        text = _(
            "当前年度（导入时按{origin}填为 {cycle}，如有误请改正），转入下一年度时由 dutykit carry-forward 修改："
        )
        yield "# " + text.format(origin=origin, cycle=cycle)
    yield f"cycle: {cycle}"
    yield ""
    yield "# " + _("地名，用于报告封面：")
    yield f"place_name: {scalar_text(place_name)}" if place_name else "# place_name: " + _("某市")
    yield ""
    yield "# " + _("还可以设置以下各项（删去行首的 # 后修改）：")
    for comment, lines in _unset():
        yield "#"
        yield f"# {comment}"
        yield from (f"# {line}" for line in lines)


def _unset() -> Iterator[tuple[str, tuple[str, ...]]]:
    """The settings that are not set, each with what it is for and an example."""
    unit, city = _("市财政局"), _("某教督〔2019〕5号")
    yield (
        _(
            "报告的版头：发文机关（全市报告的落款）、发文字号、密级和保密期限、紧急程度（特急、加急）、稿件状态、催办函和督查单的代字、联系人和联系电话"
        ),
        (
            "report:",
            "  issuer: " + _("某市人民政府教育督导室"),
            f"  numbers: {{{unit}: {_('某财发〔2019〕12号')}, 全市: {city}}}",
            "  classification: 秘密★1年",
            "  urgency: 加急",
            "  draft_mark: 征求意见稿",
            "  letter_word: " + _("某教督办"),
            "  order_word: " + _("督查"),
            "  contact_person: " + _("张某"),
            "  contact_phone: 0000-0000000",
        ),
    )
    yield (
        _("文字篇幅的上限（字）：一项指标、一份自评材料"),
        ("narratives: {answer: 2000, submission: 5000}",),
    )
    yield (
        _("本单位自有的字体，按角色列出，优先于 dutykit 随附的字体："),
        (
            "fonts:",
            "  fangsong: [仿宋_GB2312]",
            "  kai: [楷体_GB2312]",
            "  hei: [黑体]",
            "  song: [宋体]",
            "  xiaobiaosong: [方正小标宋简体]",
        ),
    )
    yield _("工作区内存放自有字体文件的文件夹"), ("font_folders: [fonts]",)
    yield (
        _("各条规则的级别：error、warning、note，或 off 不检查（默认见 dutykit explain）"),
        ("severity:", "  metric-off-target: error"),
    )
    yield (
        _("豁免：某处的某条规则暂不报告"),
        (
            "waivers:",
            "  - rule: metric-off-target",
            f"    file: submissions/2019/{unit}.yaml",
            "    indicator: 21",
            "    reason: " + _("整改中"),
            "    expires: 2019-12-31",
        ),
    )
    yield (
        _("读取 YAML 文件的限额：文件大小（字节）、嵌套层数、节点数、引用次数、填报文件数"),
        (
            "limits:",
            "  file_bytes: 4000000",
            "  depth: 40",
            "  nodes: 100000",
            "  aliases: 100",
            "  files: 5000",
        ),
    )
    yield _("采用其校验规则的插件（已安装的）"), ("plugins: [example]",)
