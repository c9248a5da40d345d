"""A throw-away certificate authority, made at start.

Its certificate, and a server's certificate and key, as PEM files in a given directory.

Nothing is installed anywhere: a process trusts it only when its own environment names the file.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import trustme

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

LOOPBACK: Final = ("127.0.0.1", "localhost")


@dataclass(frozen=True)
class Authority:
    """Where the PEM files are: the authority's certificate, and the server's certificate chain and private key."""

    ca_file: Path
    certificate_file: Path
    key_file: Path


def make_authority(directory: Path, names: Sequence[str] = LOOPBACK) -> Authority:
    """Make an authority and one server certificate for the given host names and addresses."""
    authority = trustme.CA()
    server = authority.issue_cert(*names)
    made = Authority(directory / "authority.pem", directory / "server.pem", directory / "server.key")
    authority.cert_pem.write_to_path(str(made.ca_file))
    made.key_file.touch(mode=0o600)
    server.private_key_pem.write_to_path(str(made.key_file))
    made.certificate_file.write_bytes(b"".join(blob.bytes() for blob in server.cert_chain_pems))
    return made
