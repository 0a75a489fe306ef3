"""A Dask cluster as an engine; the only file that knows distributed."""

from __future__ import annotations

import socket
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from typing import Any

from dutykit.language import _
from dutykit.model.refusal import Refusal
from dutykit.reports.press.engine import Engine

_CONNECT_SECONDS = 10
_PATIENCE = 1800
"""Seconds: a cluster whose workers have all gone answers nothing at all."""


@contextmanager
def cluster_engine(scheduler: str) -> Iterator[Engine]:
    """The workers of the Dask scheduler at the address `scheduler`.

    They are given proofs and give back PDFs, so they need no folder in common with this machine; dutykit and the
    office's own fonts they must have. An address `tls://` is taken with the certificates of Dask's configuration.
    A worker that dies loses nothing: the scheduler gives its reports to others. Raises Refusal.
    """
    try:
        from distributed import Client
        from distributed.scheduler import KilledWorker
    except ImportError as error:
        raise Refusal(_("未安装分布式计算所需的程序库 distributed"), "pip install 'dutykit[dask]'") from error
    try:
        _await_greeting(scheduler)  # a Client that hears nothing waits for minutes, and says so at length
        client: Any = Client(scheduler, timeout=_CONNECT_SECONDS, set_as_default=False)  # type: ignore[no-untyped-call]
    except (OSError, ValueError, TimeoutError) as error:
        raise Refusal(
            _("无法连接调度器 {address}：{reason}").format(
                address=scheduler, reason=str(error) or type(error).__name__
            ),
            _(
                "先启动调度器（dask scheduler）和工作进程（dask worker），再用 --scheduler 指定调度器地址，如 "
                "tcp://10.0.0.1:8786"
            ),
        ) from error
    with client:
        threads = sum(client.nthreads().values())
        if not threads:
            raise Refusal(
                _("调度器 {address} 没有工作进程").format(address=scheduler),
                f"dask worker {scheduler} --nthreads 1",
            )
        executor = client.get_executor(pure=False)
        try:
            # Dask tries a job again by itself when its worker dies, and raises KilledWorker when that is no use.
            yield Engine(executor, threads * 2, died=(KilledWorker,), elsewhere=True, retries=0, patience=_PATIENCE)
        finally:
            executor.shutdown(wait=False)


def _await_greeting(scheduler: str) -> None:
    """Wait until what listens at `scheduler` says something, as a scheduler does at once.

    Raises Refusal, OSError and ValueError.
    """
    from distributed.comm.addressing import get_address_host_port, parse_address
    from distributed.security import Security

    scheme = parse_address(scheduler)[0]
    if scheme not in {"tcp", "tls"}:
        raise ValueError(_("地址须以 tcp:// 或 tls:// 开头"))
    with ExitStack() as opened:
        stream = opened.enter_context(
            socket.create_connection(get_address_host_port(scheduler), timeout=_CONNECT_SECONDS)
        )
        if scheme == "tls":
            settings: Any = Security()  # type: ignore[no-untyped-call] # as the Client finds them, in Dask's configuration
            context = settings.get_connection_args("client").get("ssl_context")
            if context is None:
                raise Refusal(
                    _("使用 tls:// 地址，须先在 Dask 的配置中指定证书"),
                    _("设置 distributed.comm.tls 的 ca-file 和 client 的 cert、key，见 Dask 文档“TLS/SSL”"),
                )
            stream = opened.enter_context(context.wrap_socket(stream))
        if not stream.recv(1):
            raise ConnectionResetError(_("对方关闭了连接"))
