"""Things that are put into words only where they are shown: a large portfolio has thousands, and a page has room for a
few.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Generic, TypeVar, overload

Told = TypeVar("Told")


class Worded(Sequence[Told], Generic[Told]):
    """A sequence of which each is made when it is asked for, and made again when it is asked for again."""

    def __init__(self, makers: Sequence[Callable[[], Told]]) -> None:
        self._makers = makers

    def __len__(self) -> int:
        return len(self._makers)

    @overload
    def __getitem__(self, which: int) -> Told: ...

    @overload
    def __getitem__(self, which: slice) -> Worded[Told]: ...

    def __getitem__(self, which: int | slice) -> Told | Worded[Told]:
        if isinstance(which, slice):
            return Worded(self._makers[which])
        return self._makers[which]()
