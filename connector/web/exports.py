"""The route of exports: a kept price list as a workbook for CloudBlue, or what is not in it as CSV. Leaves no file behind."""

from __future__ import annotations

import csv
import io
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any, Final

from connect.eaas.core.decorators import router
from fastapi import Response

from connector.domain.offers import is_mpn
from connector.domain.prices.sheets import Item, Terms
from connector.fulfillment.managing import NotPossibleError
from connector.prices.exporting import (
    BlockedError,
    Guard,
    flat_list_rows,
    must_be_exportable,
    price_manager_rows,
    rules_of,
    warnings_of,
)
from connector.prices.workbooks import write_flat_list, write_levels
from connector.web.context import CALLER, Caller
from connector.web.price_shapes import EXPORT, Export, PricesFound
from connector.web.prices import list_of, may_approve
from connector.web.problems import ProblemError
from connector.web.shapes import BODY, asked_with, read_as, told

if TYPE_CHECKING:
    from collections.abc import Sequence

    from connector.domain.prices.lists import PriceList
    from connector.domain.prices.sheets import Leftover
    from connector.store import Store

WORKBOOK: Final = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
CSV: Final = "text/csv; charset=utf-8"
_FORMS: Final = ("price-manager", "flat-list")
_PARTS: Final = ("workbook", "leftovers")
_NO_LIBRARY: Final = "openpyxl is not installed beside the connector: its operator installs the extra `export`."
_NO_ITEMS: Final = "Send items with their mpn, Adobe's product keys or offer ids, or a product of yours that has such items."
_APPROVE: Final = " Look at the differences, then approve the list."
_ANOTHERS_TO_APPROVE: Final = " The Adobe account is not yours alone. Whoever runs the connector approves it."
_PAST: Final = "Correct effective: prices cannot hold from a day that is past."


def _declared() -> dict[int | str, Any]:
    problems = told(
        PricesFound, {}, "list-not-found", "export-blocked", "not-supported", "platform-unavailable", "platform-refused"
    )
    binary = {"schema": {"type": "string", "format": "binary"}}
    return {**problems, 200: {"description": "The workbook, or the leftovers.", "content": {WORKBOOK: binary, CSV: binary}}}


_EXPORT: Final[dict[str, Any]] = {
    "tags": ["prices"],
    "responses": _declared(),
    "response_class": Response,
    "openapi_extra": asked_with(Export, EXPORT),
}


@router.post("/adobe/prices/exports", operation_id="export_prices", **_EXPORT)
def export(caller: Caller = CALLER, body: Any = BODY) -> Response:  # noqa: ANN401 - any JSON value.
    """Give a kept price list as CloudBlue's Price Manager or flat catalogue takes it."""
    asked = read_as(Export, body)
    _check(asked, caller)
    lists = [list_of(one, caller) for one in (asked.list, asked.three_year) if one is not None]
    items = _items(asked, caller)
    blocks = [block for one in lists if (block := _block_of(one, asked, caller))]
    if blocks:
        raise _blocked(blocks, caller)
    try:
        with TemporaryDirectory() as folder:
            path = Path(folder, "prices.xlsx")
            leftovers = _written(path, lists, items, asked, caller)
            warnings = warnings_of(caller.means.store, *lists)
            return _download(path.read_bytes(), leftovers, warnings, asked)
    except BlockedError as blocked:
        raise _blocked([blocked], caller) from None
    except ModuleNotFoundError:
        raise NotPossibleError("not-supported", _NO_LIBRARY) from None


def _check(asked: Export, caller: Caller) -> None:
    for name, written, known in (("form", asked.form, _FORMS), ("part", asked.part, _PARTS)):
        if written not in known:
            raise ProblemError("input-invalid", f"Correct {name}: it is one of {', '.join(known)}.")
    if asked.effective and asked.effective < caller.means.store.now().date():
        raise ProblemError("input-invalid", _PAST)


def _blocked(blocks: Sequence[BlockedError], caller: Caller) -> ProblemError:
    """Tell what stands in the way, and which lists the caller may approve."""
    approvable = [one.moved.id for one in blocks if one.moved and may_approve(one.moved, caller)]
    texts = [f"{one}{_way_on(one, approvable)}" for one in blocks]
    return ProblemError("export-blocked", " ".join(texts), more={"blocks": texts, "approvable": approvable})


def _way_on(block: BlockedError, approvable: Sequence[int]) -> str:
    if block.moved is None:
        return ""
    return _APPROVE if block.moved.id in approvable else _ANOTHERS_TO_APPROVE


def _items(asked: Export, caller: Caller) -> tuple[Item, ...]:
    """Give the items that are sent, else those of the product that the platform shows and that are still sold."""
    shown = caller.visible.items(asked.product) if asked.product and not asked.items else ()
    sold = (one for one in shown if one.get("status") != "endofsale")
    found = [Item(one.mpn.strip(), one.name) for one in asked.items]
    found += [Item(str(one.get("mpn") or "").strip(), str(one.get("name") or "")) for one in sold]
    if not found or not all(is_mpn(one.mpn) for one in found):
        raise ProblemError("input-invalid", _NO_ITEMS)
    return tuple(found)


def _block_of(listed: PriceList, asked: Export, caller: Caller) -> BlockedError | None:
    try:
        must_be_exportable(caller.means.store, listed, Guard(asked.currency, caller.means.settings.price_move_limit))
    except BlockedError as blocked:
        return blocked
    return None


def _written(path: Path, lists: Sequence[PriceList], items: Sequence[Item], asked: Export, caller: Caller) -> list[Leftover]:
    store: Store = caller.means.store
    plain, committed = lists[0], next(iter(lists[1:]), None)
    today = store.now().date()
    begins = plain.month.first_day if plain.month.first_day > today else None
    terms = Terms(
        currency=asked.currency,
        today=today,
        rules=rules_of(caller.means.settings),
        reseller=asked.reseller,
        effective=asked.effective or begins,
        committed_rating=asked.rating,
        vendor_id=asked.vendor,
        vendor_name=asked.vendor_name,
    )
    if asked.form == _FORMS[0]:
        return list(write_levels(path, price_manager_rows(store, plain, committed, items, terms)))
    return list(write_flat_list(path, flat_list_rows(store, plain, items, terms), terms))


def _download(workbook: bytes, leftovers: Sequence[Leftover], warnings: Sequence[str], asked: Export) -> Response:
    name, content, media = f"{asked.form}-{asked.list}.xlsx", workbook, WORKBOOK
    if asked.part == _PARTS[1]:
        name, content, media = f"{asked.form}-{asked.list}.leftovers.csv", _as_csv(leftovers), CSV
    headers = {
        "cache-control": "no-store",
        "content-disposition": f'attachment; filename="{name}"',
        "x-leftovers": str(len(leftovers)),
    }
    if warnings:
        headers["x-warnings"] = " ".join(warnings)
    return Response(content, media_type=media, headers=headers)


def _as_csv(leftovers: Sequence[Leftover]) -> bytes:
    text = io.StringIO()
    writer = csv.writer(text)
    writer.writerow(("offer or item", "why"))
    writer.writerows((one.what, one.why) for one in leftovers)
    return text.getvalue().encode()
