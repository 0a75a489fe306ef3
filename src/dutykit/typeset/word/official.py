"""An office's own form, a Word document with fields in double braces, filled in and otherwise left unchanged."""

from __future__ import annotations

import io
import re
from typing import Any

from jinja2 import TemplateError, UndefinedError
from markupsafe import Markup

from dutykit.language import _
from dutykit.text.clean import clean
from dutykit.typeset.bounds import bounded
from dutykit.typeset.report import Report
from dutykit.typeset.templates import TemplateFaultError, form_environment
from dutykit.typeset.word.package import saved

_TAG = re.compile(r"\{[{%].*?[%}]\}", re.DOTALL)
_MISSING = re.compile(
    r"(?:has no attribute|no element) ['\"](?P<field>[^'\"]+)['\"]|^['\"](?P<name>[^'\"]+)['\"] is undefined"
)


def filled_form(form: bytes, name: str, report: Report) -> bytes:
    """The docx `form`, of the file `name`, with its fields filled from `report`; the same every time.

    Its fields may use what a template of dutykit's may: `report`, whose fields docs/en/templates.md lists. Raises
    TemplateFaultError with the form's name, line 0 and what is wrong, for a field nobody knows too.
    """
    from docxtpl import DocxTemplate

    try:
        template: Any = DocxTemplate(io.BytesIO(form))
        with bounded():
            if not template.get_undeclared_template_variables(form_environment(_value)):
                fix = _("在需要填写处写入字段，如 {field}；dutykit report --dump-context 列出全部字段")
                reason = _("没有任何字段，填写后与原文件相同")
                raise TemplateFaultError(name, 0, f"{reason}。{fix.format(field='{{ report.cover.title }}')}")
            template.render({"report": report}, form_environment(_value), autoescape=True)
    except TemplateFaultError:
        raise
    except TimeoutError as error:
        raise TemplateFaultError(name, 0, _("耗时过长，已停止")) from error
    except MemoryError as error:
        raise TemplateFaultError(name, 0, _("占用内存过多，已停止")) from error
    except UndefinedError as error:
        raise TemplateFaultError(name, 0, _unknown_field(str(error), template)) from error
    except TemplateError as error:
        near = " ".join(str(line) for line in getattr(error, "docx_context", ()))
        where = _("（在“{words}”附近）").format(words=_words(near)) if near else ""
        raise TemplateFaultError(name, 0, f"{error.message or error}{where}") from error
    except Exception as error:
        raise TemplateFaultError(name, 0, _("不是可读取的 Word 文档（docx）")) from error
    return saved(template)


def _value(value: object) -> object:
    """What a field shows: text, with no drawing in it, which Word could not show."""
    if isinstance(value, Markup):
        return ""
    return clean(value) if isinstance(value, str) else "" if value is None else value


def _unknown_field(reason: str, template: Any) -> str:
    """Which field of the form means nothing, and where it is."""
    match = _MISSING.search(reason)
    field = (match["field"] or match["name"]) if match else ""
    if not field:
        return reason
    tags = [tag for paragraph in template.get_docx().paragraphs for tag in _TAG.findall(paragraph.text)]
    word = re.compile(rf"\b{re.escape(field)}\b")
    tag = next((one for one in tags if word.search(one)), "")
    message = _("字段“{field}”不存在").format(field=field)
    return message + (_("（在“{words}”处）").format(words=_words(tag)) if tag else "")


def _words(text: str) -> str:
    text = " ".join(re.sub("<[^>]*>", " ", text).split())
    return text if len(text) <= 60 else text[:59] + "…"
