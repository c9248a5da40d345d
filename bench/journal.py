"""The journal at size: what each of a delivery's operations takes at ten thousand, a million and ten million attempts.

`python -m bench.journal --rows 10000000` measures one size; `--url` names a PostgreSQL, whose schema `bench_journal` is made and
dropped. Rows are copies of those that a purchase really leaves, made by the database itself.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
import time
from contextlib import contextmanager, suppress
from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from sqlalchemy import create_engine, event, make_url, text

from bench.rows import Result
from connector.domain.journal import Answer, Outcome, WireCall
from connector.store import Shown, State, Store, Wanted

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from sqlalchemy import Connection, Engine

    from connector.store import Lease, Place

SIZES: Final = (10_000, 1_000_000)
LIMIT_MS: Final = 50
"""For the p95 of each operation, whatever the size; an attempt's whole life is four transactions, and may take twice as long."""

ATTEMPTS_PER_REQUEST: Final = 3
_REPEATS: Final = 200
_PAGE: Final = 50
_LOOKED_BACK: Final = timedelta(days=60)
_TRIMMING_SECONDS: Final = 10
_WHOLE_LIFE: Final = "lease, open and close an attempt, release"
_SCHEMA: Final = "bench_journal"
_ACCOUNT: Final = "production/D1000000000"
_CALL: Final = WireCall("POST", "/v3/customers/P1/orders", {"orderType": "NEW", "lineItems": [{"offerId": "65304479CA01A12"}]})
_ORDER: Final = (
    '{"externalReferenceId": "PR-1", "orderType": "NEW", "currencyCode": "USD", "lineItems": [{"extLineItemNumber": 1, '
    '"offerId": "65304470CA01A12", "quantity": 10}]}'
)
_ANSWER: Final = (
    '{"orderId": "P9000000001", "customerId": "P1000000001", "orderType": "NEW", "status": "1002", "creationDate": '
    '"2026-01-01T00:00:00Z", "lineItems": [{"extLineItemNumber": 1, "offerId": "65304470CA01A12", "quantity": 10, '
    '"status": "1002", "subscriptionId": "0123456789abcdef0123456789abcdNA"}], "links": {"self": {"uri": '
    '"/v3/customers/P1000000001/orders/P9000000001", "method": "GET", "headers": []}}}'
)

# `n` counts requests. Every hundredth is still alive; the others ended over the last three years, the oldest first.
_REQUESTS: Final = """
INSERT INTO requests (request_id, kind, customer_key, first_seen, waiting_since, failures, parked_at, ended_at, outcome, asset_id,
    product_id, marketplace_id, account, company_id, adobe_customer_id, order_id, last_verdict, last_verdict_at, wait_reason,
    wait_until)
SELECT 'PR-' || n, 'purchase', 'customer/production/D1000000000/TA-' || (n % {companies}), {moment}, NULL, 0,
    CASE WHEN n % 500 = 0 THEN {moment} END, CASE WHEN n % 100 <> 0 THEN {moment} END, CASE WHEN n % 100 <> 0 THEN 'approve' END,
    'AS-' || n, 'PRD-000-000-000', 'MP-00000', 'production/D1000000000', 'TA-' || (n % {companies}), 'P1' || (n % {companies}),
    'P9' || n, 'approve', {moment}, NULL, CASE WHEN n % 100 = 0 THEN {moment} END
FROM {series}
"""
_ATTEMPTS: Final = """
INSERT INTO attempts (owner, intent, generation, correlation_id, request_id, account, customer_key, method, path, body,
    body_digest, outcome, answer_status, answer_body, opened_at, answered_at, unanswered, gateway_pages)
SELECT 'PR-' || (n / 3 + 1), CASE n % 3 WHEN 0 THEN 'create customer ' WHEN 1 THEN 'place order ' ELSE 'set auto-renewal ' END
    || '0123456789ab', 1, 'correlation-0123-4567-89ab-' || n, 'PR-' || (n / 3 + 1), 'production/D1000000000',
    CASE n % 3 WHEN 0 THEN 'customer/production/D1000000000/TA-' ELSE 'adobe-customer/production/D1000000000/P1' END
    || ((n / 3 + 1) % {companies}),
    'POST', '/v3/customers/P1000000001/orders', CASE WHEN n % 3 = 0 THEN NULL ELSE '{order}' END, '0123456789ab', 'accepted', 200,
    '{answer}', {moment}, {moment}, 0, 0
FROM {series}
"""
_PIECE: Final = 500_000


def fill(engine: Engine, rows: int) -> None:
    """Add so many attempts, with a request for every three, in pieces."""
    for table, number in ((_REQUESTS, rows // ATTEMPTS_PER_REQUEST), (_ATTEMPTS, rows)):
        for first in range(0, number, _PIECE):
            with engine.begin() as connection:
                statement = _insert(table, first, min(first + _PIECE, number), number, connection)
                # A driver that fills values in for `%s` takes every other sign of that kind for one too.
                connection.exec_driver_sql(statement if engine.dialect.name == "sqlite" else statement.replace("%", "%%"))
    with engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        connection.execute(text("ANALYZE"))


def _insert(table: str, first: int, last: int, number: int, connection: Connection) -> str:
    """Write the statement that inserts the rows of one piece; the oldest are three years old."""
    share = f"(n * 1.0 / {number})"
    if connection.dialect.name == "postgresql":
        series, moment = f"generate_series({first}, {last - 1}) AS n", f"now() - interval '1095 days' * (1 - {share})"
    else:
        series = f"(WITH RECURSIVE c(n) AS (SELECT {first} UNION ALL SELECT n + 1 FROM c WHERE n < {last - 1}) SELECT n FROM c)"  # noqa: S608 - numbers alone.
        moment = f"strftime('%Y-%m-%d %H:%M:%f000', 'now', '-' || (1095 * (1 - {share})) || ' days')"
    companies = max(1, number // 10)
    return table.format(series=series, moment=moment, companies=companies, order=_ORDER, answer=_ANSWER)


class Operations:
    """What a delivery does with the store, one after the other, each with other rows every time."""

    def __init__(self, store: Store, requests: int) -> None:
        self._store = store
        self._requests = requests
        self._number = 0

    def measured(self) -> dict[str, Result]:
        """Measure every operation that a delivery makes, and every page that people look at."""
        return {name: Result.of([self._timed(operation) for _ in range(_REPEATS)]) for name, operation in self.all().items()}

    def all(self) -> dict[str, Callable[[], object]]:
        """Give every operation by its name; each call of one begins with other ids."""
        store = self._store
        return {
            "take and give back the leases": lambda: self._lease().release(),
            "track a request": lambda: store.track(self._request(), kind="purchase", customer_key=self._company(), shown=Shown()),
            "read what is known of a request": lambda: store.request_state(self._request()),
            "read a request's attempts": lambda: store.attempts(self._request()),
            "read what is open": lambda: store.open_attempts([self._company()], [self._request()]),
            "read who else has an open order": lambda: store.others_unsettled(self._company(), but="PR-0"),
            "read a company's answers": lambda: store.answers_under(self._company()),
            _WHOLE_LIFE: self._attempt,
            "note that a request waits": lambda: store.note_waiting(self._request(), why="an order is open", seconds=30),
            "end a request": lambda: store.end(self._request(), "approve"),
            "a page of requests": store.requests_page,
            "a page of parked requests": lambda: store.requests_page(Wanted(State.PARKED)),
            "a page of waiting requests": lambda: store.requests_page(Wanted(State.WAITING)),
            "a page in the middle": self._page_in_the_middle,
            "a search by an asset's id": lambda: store.requests_page(Wanted(search=f"AS-{self._next()}")),
            "a customer's requests": lambda: store.requests_page(
                Wanted(customer=f"TA-{self._next() % max(1, self._requests // 10)}")
            ),
            "everything that is open": store.every_open_attempt,
            "a page of overdue requests": lambda: store.overdue(store.now(), self._moment(), _PAGE),
            "a page of requests left to a correction": lambda: store.lingering(store.now(), self._moment(), _PAGE),
            "a page of orders without an answer": lambda: store.unanswered_orders(
                store.now() - _LOOKED_BACK, self._request(), _PAGE
            ),
        }

    def _timed(self, operation: Callable[[], object]) -> float:
        began = time.perf_counter()
        operation()
        return time.perf_counter() - began

    def _next(self) -> int:
        """Give a request's number, far from the last one: what was just read is in nobody's memory again."""
        self._number = (self._number + 7_919_003) % self._requests
        return self._number

    def _request(self) -> str:
        return f"PR-{self._next()}"

    def _company(self) -> str:
        return f"customer/{_ACCOUNT}/TA-{self._next() % max(1, self._requests // 10)}"

    def _lease(self) -> Lease:
        lease = self._store.lease((f"request/{self._request()}", self._company()), "bench")
        if lease is None:
            raise RuntimeError("a lease is held by somebody else")
        return lease

    def _attempt(self) -> None:
        lease = self._lease()
        owner, key = self._request(), lease.names[1]
        attempt = self._store.open_attempt(
            lease, owner=owner, intent="place order bench", account=_ACCOUNT, customer_key=key, call=_CALL, request_id=owner
        )
        self._store.close_attempt(attempt, Outcome.ACCEPTED, Answer(200, {"orderId": "P9"}))
        lease.release()

    def _moment(self) -> Place:
        """Give a place among the requests of three years, another one every time."""
        return self._store.now() - timedelta(days=self._next() % 1095), "PR-0"

    def _page_in_the_middle(self) -> None:
        middle = self._store.now() - timedelta(days=500)
        self._store.requests_page(after=f"{middle.isoformat()}~PR-0")


def plans(store: Store, requests: int) -> list[str]:
    """Give the statements of all operations that read a whole table of attempts or requests: there must be none."""
    said: list[str] = []

    def explain(connection: Connection, _cursor: Any, statement: str, parameters: Any, _context: Any, _many: bool) -> None:  # noqa: ANN401, FBT001 - SQLAlchemy's signature.
        if statement.startswith(("SELECT", "UPDATE", "DELETE")) and ("attempts" in statement or "requests" in statement):
            cursor = connection.connection.cursor()
            way = "EXPLAIN " if connection.dialect.name == "postgresql" else "EXPLAIN QUERY PLAN "
            cursor.execute(way + statement, parameters)
            plan = "\n".join(str(row[-1]) for row in cursor.fetchall())
            cursor.close()
            if _reads_all(plan):
                said.append(f"{statement}\n{plan}")

    operations = Operations(store, requests)
    own = store._database._engine()  # noqa: SLF001 - the statements are those of the store's own engine.
    event.listen(own, "before_cursor_execute", explain)
    for operation in operations.all().values():
        operation()
    store.trim(timedelta(days=1095 - 1), lambda _seconds: None)
    event.remove(own, "before_cursor_execute", explain)
    return said


def _reads_all(plan: str) -> bool:
    lines = [line.strip() for line in plan.splitlines()]
    return any("Seq Scan on " in line or line in {"SCAN attempts", "SCAN requests"} for line in lines)


@contextmanager
def a_place(url: str | None) -> Iterator[str]:
    """Give a database that is empty: a schema of its own on a server, or an SQLite file."""
    if url is None:
        with tempfile.TemporaryDirectory() as folder:
            yield f"sqlite:///{Path(folder) / 'journal.sqlite3'}"
        return
    server = make_url(url)
    engine = create_engine(server)
    with engine.begin() as connection:
        connection.execute(text(f"DROP SCHEMA IF EXISTS {_SCHEMA} CASCADE"))
        connection.execute(text(f"CREATE SCHEMA {_SCHEMA}"))
    try:
        yield server.update_query_dict({"options": f"-csearch_path={_SCHEMA}"}).render_as_string(hide_password=False)
    finally:
        with engine.begin() as connection:
            connection.execute(text(f"DROP SCHEMA {_SCHEMA} CASCADE"))
        engine.dispose()


def _sizes(engine: Engine) -> dict[str, int]:
    """Give the bytes that the tables take with their indexes."""
    with engine.connect() as connection:
        if engine.dialect.name == "postgresql":
            return {
                name: connection.execute(text(f"SELECT pg_total_relation_size('{name}')")).scalar_one()
                for name in ("attempts", "requests")
            }
        pages = (
            connection.execute(text("PRAGMA page_count")).scalar_one() * connection.execute(text("PRAGMA page_size")).scalar_one()
        )
        return {"attempts and requests": pages}


def measure(url: str | None, rows: int, *, trim: bool) -> int:
    """Fill a database, measure and print; gives how many operations missed the limit or read a whole table."""
    with a_place(url) as place:
        store = Store(place)
        store.migrate()
        engine = create_engine(place)
        began = time.perf_counter()
        fill(engine, rows)
        kind = engine.dialect.name
        taken = time.perf_counter() - began
        print(f"\n{kind}: {rows:,} attempts, {rows // ATTEMPTS_PER_REQUEST:,} requests, filled in {taken:.0f} s", flush=True)
        for name, size in _sizes(engine).items():
            each = rows if name != "requests" else rows // ATTEMPTS_PER_REQUEST
            print(f"  {name}: {size / 2**20:,.0f} MiB with indexes, {size / each:,.0f} bytes a row", flush=True)
        missed = 0
        for name, result in Operations(store, rows // ATTEMPTS_PER_REQUEST).measured().items():
            mark = "" if result.p95 <= LIMIT_MS * (2 if name == _WHOLE_LIFE else 1) else "  missed"
            missed += bool(mark)
            print(
                f"  {name:<40} p50 {result.p50:>7.2f} ms  p95 {result.p95:>7.2f} ms  slowest {result.slowest:>8.2f} ms{mark}",
                flush=True,
            )
        whole = plans(store, rows // ATTEMPTS_PER_REQUEST)
        print("  no operation reads a whole table" if not whole else "\n".join(["  read a whole table:", *whole]), flush=True)
        if trim:
            _trim(store, rows // ATTEMPTS_PER_REQUEST)
        store.close()
        engine.dispose()
    return missed + (len(whole) if rows >= SIZES[-1] else 0)


def _trim(store: Store, requests: int) -> None:
    """Trim for ten seconds, with a delivery's operation in each rest: it must not wait."""
    began = time.perf_counter()
    waits: list[float] = []

    class _EnoughError(Exception):
        """Ten seconds are over."""

    def deliver(_seconds: float) -> None:
        before = time.perf_counter()
        store.note_waiting(f"PR-{(len(waits) * 100) % requests}")
        waits.append(time.perf_counter() - before)
        if time.perf_counter() - began > _TRIMMING_SECONDS:
            raise _EnoughError

    with suppress(_EnoughError):
        store.trim(timedelta(days=90), deliver)
    seconds = time.perf_counter() - began
    if len(waits) > 1:
        print(f"  trimming: {len(waits) * 100 / seconds:,.0f} requests/s, a note in between p95 {Result.of(waits).p95:.2f} ms")


def main(words: list[str] | None = None) -> int:
    """Measure each size on each database that is named; 1 when a limit is missed."""
    parser = argparse.ArgumentParser(prog="python -m bench.journal", description=__doc__)
    parser.add_argument("--rows", type=int, action="append", help="attempts to fill in; may be given several times")
    parser.add_argument("--url", help="a PostgreSQL to measure too (a schema of its own is made and dropped)")
    parser.add_argument("--only-url", action="store_true", help="leave SQLite out")
    arguments = parser.parse_args(words if words is not None else sys.argv[1:])
    places = [*([] if arguments.only_url else [None]), *([arguments.url] if arguments.url else [])]
    return min(1, sum(measure(place, rows, trim=True) for place in places for rows in arguments.rows or SIZES))


if __name__ == "__main__":
    sys.exit(main())
