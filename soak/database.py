"""A PostgreSQL of the soak's own, in a temporary directory: it is restarted while it is used, so nobody else may use it."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, Final

import psycopg
from psycopg.sql import SQL, Identifier

if TYPE_CHECKING:
    from types import TracebackType
    from typing import Self

_TOOLS: Final = Path("/usr/lib/postgresql")
_OWNER: Final = "postgres"


class OwnPostgresql:
    """A server of one's own. Use it as a context manager. Raises `RuntimeError` where PostgreSQL is not installed."""

    def __init__(self) -> None:
        self._tools = _newest_tools()
        self._folder = Path(tempfile.mkdtemp(prefix="soak-postgresql-"))
        self._port = _free_port()

    @property
    def url(self) -> str:
        """The address of its database."""
        return self._address("postgresql+psycopg", "postgres")

    def new_database(self, name: str) -> str:
        """Make one more database; gives its address."""
        with psycopg.connect(self._address("postgresql", "postgres"), autocommit=True) as connection:
            connection.execute(SQL("CREATE DATABASE {}").format(Identifier(name)))
        return self._address("postgresql+psycopg", name)

    def restart(self, *, crash: bool) -> None:
        """Restart it: in order, ending every connection; or as after a crash, when it must recover first."""
        self._control("--mode", "immediate" if crash else "fast", "restart")

    def __enter__(self) -> Self:
        if _is_root():
            shutil.chown(self._folder, _OWNER)
        try:
            self._run("initdb", f"--username={_OWNER}", "--auth=trust", "--encoding=UTF8", "--no-sync")
            self._control("start")
        except BaseException:
            self._remove()
            raise
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        try:
            self._control("--mode", "immediate", "stop")
        finally:
            self._remove()

    def _address(self, kind: str, database: str) -> str:
        return f"{kind}://{_OWNER}@127.0.0.1:{self._port}/{database}"

    def _control(self, *words: str) -> None:
        settings = {
            "listen_addresses": "127.0.0.1",
            "port": self._port,
            "unix_socket_directories": self._folder,
            # It survives the death of its processes, which is what happens here; a power cut would be too much.
            "fsync": "off",
        }
        options = " ".join(f"-c {name}={value}" for name, value in settings.items())
        self._run("pg_ctl", f"--log={self._folder / 'log'}", "--wait", f"--options={options}", *words)

    def _run(self, tool: str, *words: str) -> None:
        # PostgreSQL refuses to run as root, who becomes the user that its package brings.
        as_owner = ("runuser", "-u", _OWNER, "--") if _is_root() else ()
        command = [*as_owner, str(self._tools / tool), f"--pgdata={self._folder / 'data'}", *words]
        done = subprocess.run(command, cwd="/", stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True, check=False)
        if done.returncode:
            raise RuntimeError(f"{tool} failed: {done.stderr.strip()}")

    def _remove(self) -> None:
        shutil.rmtree(self._folder, ignore_errors=True)


def _newest_tools() -> Path:
    found = sorted(_TOOLS.glob("*/bin"), key=lambda path: float(path.parent.name))
    if not found:
        raise RuntimeError(
            f"The soak starts a PostgreSQL of its own, and there is none in {_TOOLS}: install Debian's postgresql."
        )
    return found[-1]


def _free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as free:
        port: int = free.getsockname()[1]
        return port


def _is_root() -> bool:
    return os.geteuid() == 0
