"""The connector between CloudBlue Connect and Adobe: marketplace orders in, Adobe orders out, each exactly once."""

from typing import Final

__version__: Final = "0.1.0"
