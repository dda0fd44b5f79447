"""What a column of a table holds, in exports and in the table under a chart."""

from dataclasses import dataclass
from enum import StrEnum


class ColumnKind(StrEnum):
    """The kinds of column. The unit of the value handed over is part of the kind.

    TEXT     a string (other values are shown as Python shows them; true and false as yes and no)
    DATE     a `date`
    INSTANT  a `datetime` that knows its zone
    MONEY    whole cents, an integer
    NUMBER   an integer, float or Decimal
    PERCENT  a share: 0.31 is 31 %
    """

    TEXT = "text"
    DATE = "date"
    INSTANT = "instant"
    MONEY = "money"
    NUMBER = "number"
    PERCENT = "percent"


@dataclass(frozen=True)
class TableColumn:
    """One column: the key of its value in a row, the heading people read, and what it holds."""

    key: str
    label: str
    kind: ColumnKind = ColumnKind.TEXT

    def __post_init__(self) -> None:
        """Accept the kind's plain word ("money") as well; raise ValueError for an unknown one."""
        object.__setattr__(self, "kind", ColumnKind(self.kind))
