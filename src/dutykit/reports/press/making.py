"""Makes many reports, several at once; one that fails, or kills the process that prints it, stops no other."""

from __future__ import annotations

import datetime as dt
import os
from collections import Counter, deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import FIRST_COMPLETED, CancelledError, Future, wait
from contextlib import nullcontext
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from dutykit.language import _, reason_of
from dutykit.model.refusal import Refusal
from dutykit.reports.press.batch import Batch
from dutykit.reports.press.engine import Engine, local_engine
from dutykit.reports.press.kept import is_made, keep
from dutykit.reports.press.order import Order
from dutykit.reports.press.outcome import Made
from dutykit.reports.press.press import Press
from dutykit.typeset.archive import UnknownEnclosureError
from dutykit.typeset.html import Medium
from dutykit.typeset.pdf import PdfLibraryMissingError, UndrawnError
from dutykit.typeset.proof import OtherEditionError, Proof, printed, printed_elsewhere
from dutykit.typeset.user_cache import user_cache

if TYPE_CHECKING:
    from dutykit.reports.word_form import WordForm


@dataclass(frozen=True, slots=True)
class _Sheet:
    """A report on its way through the engine."""

    press: Press
    order: Order
    proof: Proof
    key: str = ""
    """Of the proof; worked out while it is printed."""


def make_reports(  # noqa: PLR0913 (each is asked for by its name)
    batches: Iterable[Batch],
    *,
    medium: Medium,
    cycle: int | None = None,
    as_of: dt.date | None = None,
    force: bool = False,
    attach: bool = False,
    engine: Engine | None = None,
    form: WordForm | None = None,
) -> Iterator[Made]:
    """Make every report, giving word of each as it is done, in no particular order.

    A report that fails does not stop the others. One that is there, made from the same proof, is not made again
    unless `force` says so. `as_of` is the day by which problems are late. With `attach` each report carries its
    evidence along. Word documents fill in `form` if there is one. `engine` prints them, by default processes of this
    machine that are started for it. Raises Refusal.
    """
    batches = tuple(batches)

    def press_for(batch: Batch) -> Press:
        cities = batch.cities
        return Press(batch.root, medium, cycle, batch.workspace, as_of=as_of, attach=attach, form=form, cities=cities)

    laid_out = _laid_out(batches, press_for, force=force)
    with local_engine() if engine is None else nullcontext(engine) as opened:
        yield from _Run(laid_out, opened).results()


def _laid_out(
    batches: tuple[Batch, ...], press_for: Callable[[Batch], Press], *, force: bool
) -> Iterator[_Sheet | Made]:
    """What is to be printed, one workspace after the other, the longest first of each; what does not change is used as made."""
    kept = user_cache("report")
    for batch in batches:
        left = deque(batch.orders)
        try:
            press = press_for(batch)
            left = deque(press.longest_first(batch.orders))
            while left:
                order = left[0]
                proof = press.proof(order)
                if isinstance(proof, Made):
                    yield proof
                elif not force and os.path.exists(order.path) and is_made(kept, order.path, proof.key):
                    yield Made(order, unchanged=True)
                else:
                    yield _Sheet(press, order, proof)
                left.popleft()
        except Refusal as error:
            if len(batches) == 1:
                raise
            reason = "；".join(filter(None, error.args))
            yield from (Made(order, failure=f"{batch.root.name}：{reason}") for order in left)


class _Run:
    """Hands sheets to an engine, and gives what becomes of them."""

    def __init__(self, laid_out: Iterator[_Sheet | Made], engine: Engine) -> None:
        self.laid_out = laid_out
        self.engine = engine
        self.kept = user_cache("report")
        self.waiting: dict[Future[bytes], _Sheet] = {}
        self.again: deque[_Sheet] = deque()
        self.tried: Counter[Order] = Counter()

    def results(self) -> Iterator[Made]:
        """What became of each report, as it is known."""
        while True:
            # No more is handed over than is soon begun: an interruption finds little to cancel, and what is laid
            # out does not pile up.
            while len(self.waiting) < self.engine.at_once:
                item = next(self.laid_out, None) or (self.again.popleft() if self.again else None)
                if item is None:
                    break
                if isinstance(item, Made):
                    yield item
                    continue
                self.tried[item.order] += 1
                future = self._begun(item.proof)
                # Looked for while it is printed already: hardly any report is refused.
                if missing := item.press.undrawable(item.proof):
                    future.cancel()
                    yield item.press.undrawn(item.order, missing)
                else:
                    self.waiting[future] = replace(item, key=item.proof.key)
            if not self.waiting:
                return
            done, _rest = wait(self.waiting, timeout=self.engine.patience, return_when=FIRST_COMPLETED)
            if not done:
                yield from self._given_up()
            for future in sorted(done, key=lambda one: str(self.waiting[one].order.path)):
                made = self._outcome(future, self.waiting.pop(future))
                if made is not None:
                    yield made

    def _begun(self, proof: Proof) -> Future[bytes]:
        if self.engine.elsewhere:
            return self.engine.executor.submit(printed_elsewhere, proof, proof.edition)
        return self.engine.executor.submit(printed, proof)

    def _outcome(self, future: Future[bytes], sheet: _Sheet) -> Made | None:
        """What came of a sheet; None if it is to be tried again."""
        order = sheet.order
        try:
            data = future.result()
        except UndrawnError as error:
            return sheet.press.undrawn(order, error.args[0])
        except UnknownEnclosureError as error:
            message = _("模板中有指向附件 {name} 的链接，但报告中没有该附件").format(name=error.args[0])
            raise Refusal(message, _("改正工作区的 templates/report；佐证材料须加 --attach 才附入报告")) from error
        except PdfLibraryMissingError as error:
            message = _("缺少生成 PDF 所需的系统库：{reason}").format(reason=error.args[0])
            raise Refusal(message, _("运行 dutykit doctor 查看缺少的组件和安装方法，或改用 --format html")) from error
        except OtherEditionError as error:
            raise Refusal(
                _("生成报告的机器上，dutykit 的版本或字体与本机不同"),
                _("在各台机器上安装同一版本的 dutykit；font_folders 所列字体的路径须相同"),
            ) from error
        except TimeoutError:
            return Made(order, failure=_("生成{name}的报告用时过长，已中止").format(name=order.name))
        except MemoryError:
            return Made(order, failure=_("生成{name}的报告占用内存过多，已中止").format(name=order.name))
        except OSError as error:  # the printing process could not write its own temporary files
            reason = reason_of(error)
            return Made(order, failure=_("{name}的报告生成失败：{reason}").format(name=order.name, reason=reason))
        except self.engine.died:
            if self.tried[order] <= self.engine.retries:
                self.again.append(sheet)
                return None
            return Made(order, failure=_("生成{name}的报告的进程意外中止，可能是内存不足").format(name=order.name))
        except CancelledError:
            return Made(order, failure=_("与计算集群的连接中断，{name}的报告未生成").format(name=order.name))
        except Exception as error:  # noqa: BLE001 (our own bug in one report must not cost the others)
            return Made(order, failure=_("程序内部错误：{reason}").format(reason=f"{type(error).__name__}: {error}"))
        made = sheet.press.finished(order, sheet.proof, data)
        if made.written:
            keep(self.kept, order.path, sheet.key, data)
        return made

    def _given_up(self) -> Iterator[Made]:
        """None of those that wait has come for too long."""
        for future, sheet in self.waiting.items():
            future.cancel()
            yield Made(sheet.order, failure=_("等待{name}的报告超时，报告未生成").format(name=sheet.order.name))
        self.waiting.clear()
