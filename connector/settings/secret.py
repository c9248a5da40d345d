"""A value that must not be seen: passwords, keys, database addresses. It shows itself only to who asks by name."""

from __future__ import annotations

from typing import Final, NoReturn

_MASK: Final = "***"


class Secret:
    """A text that prints as `***` everywhere; `reveal()` is the one way to read it.

    It compares and hashes by value, so that it can be part of frozen settings, and refuses to be pickled, because a pickle
    would carry it in the clear. Copies are the same object.
    """

    __slots__ = ("__value",)

    def __init__(self, value: str) -> None:
        self.__value = value

    def reveal(self) -> str:
        """Give the text itself; for the moment of sending it to whom it belongs, never for storing or printing."""
        return self.__value

    def __eq__(self, other: object) -> bool:
        return self.__value == other.__value if isinstance(other, Secret) else NotImplemented

    def __hash__(self) -> int:
        return hash((Secret, self.__value))

    def __repr__(self) -> str:
        return _MASK

    def __format__(self, format_spec: str) -> str:
        return format(_MASK, format_spec)

    def __copy__(self) -> Secret:
        return self

    def __deepcopy__(self, memo: object) -> Secret:
        return self

    def __reduce__(self) -> NoReturn:
        msg = "a secret cannot be pickled"
        raise TypeError(msg)
