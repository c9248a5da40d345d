"""What the connector writes down about its work: one line per event, as JSON or readable, with everything secret removed.

Each module logs through `logging.getLogger(__name__)`. Everything under the logger `connector` goes through one handler, which
adds the fields of `bound` and redacts all text last, so that nothing written here can carry a secret. Nobody else's logging is
touched: no root logger, no runner's handler. Personal data is never logged above DEBUG; e-mail addresses are removed everywhere.

Callers write one line per Adobe call, per platform write and per verdict, with these fields in `extra` or `bound`:

| field | meaning |
|---|---|
| `event` | what happened: `adobe_call`, `platform_write`, `verdict` |
| `request` | the platform's request id, PR-… or TCR-… |
| `intent`, `generation` | the journaled effect that was wanted, and the number of its attempt |
| `correlation_id`, `request_id` | the two ids under which Adobe knows a call |
| `method`, `path`, `status`, `code` | the HTTP call, without host and query; the answer's HTTP status and Adobe's own code |
| `milliseconds` | how long it took, a whole number |
| `verdict` | `approve`, `inquire`, `fail`, `wait` or `park` |
"""

from __future__ import annotations

from connector.log.handler import configure
from connector.log.lines import bound
from connector.log.redaction import MASK, Revealable, redact, register_link_host, register_secret

__all__ = ["MASK", "Revealable", "bound", "configure", "redact", "register_link_host", "register_secret"]
