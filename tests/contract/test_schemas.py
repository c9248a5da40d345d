"""The schemas by which the simulators judge: each is valid, has its own address, and says which page it follows."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any, Final

import jsonschema
import pytest

from tests.contract.tree import ROOT, name_of

if TYPE_CHECKING:
    from pathlib import Path

_FILES: Final = sorted((ROOT / "connector" / "schemas").rglob("*.json"))
# The settings' own schema has no foreign page: docs/settings.md and the schema are the source.
_FOREIGN: Final = [path for path in _FILES if path.parent.name != "settings"]
_SOURCE: Final = re.compile(r"Source: https://\S+.* (as|state) of [A-Z][a-z]+ 20\d\d\.")


def _read(path: Path) -> dict[str, Any]:
    document: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    return document


@pytest.mark.parametrize("path", _FILES, ids=name_of)
def test_a_schema_is_valid_json_schema(path: Path) -> None:
    document = _read(path)
    assert document["$schema"] == "https://json-schema.org/draft/2020-12/schema"
    jsonschema.Draft202012Validator.check_schema(document)


@pytest.mark.parametrize("path", _FOREIGN, ids=name_of)
def test_a_schema_names_its_source_and_its_date(path: Path) -> None:
    document = _read(path)
    assert _SOURCE.search(f"{document.get('description')} {document.get('$comment')}")


def test_every_schema_has_the_address_of_its_file() -> None:
    mismatched = [name_of(path) for path in _FILES if not _read(path)["$id"].endswith(f"{path.parent.name}/{path.name}")]
    assert mismatched == []
