"""Lists: sort, filter, page and leave as a file, with the whole state in the address.

A package describes a list once (``Listing``); ``paper.lists.answer_list`` answers requests with it. All cells are made
before the template runs, so rendering asks the database nothing.
"""

from mobi_tracker.core.listing.asked import COUNT_AT_MOST, PER_PAGE
from mobi_tracker.core.listing.described import EVERYTHING, Cell, Column, Filter, Listing
from mobi_tracker.core.listing.page import EXPORT_AT_MOST, all_rows, page_of
from mobi_tracker.core.listing.shown import ListPage
from mobi_tracker.core.listing.words import contains, matches_folded

__all__ = [
    "COUNT_AT_MOST", "EVERYTHING", "EXPORT_AT_MOST", "PER_PAGE", "Cell", "Column", "Filter", "ListPage", "Listing",
    "all_rows", "contains", "matches_folded", "page_of",
]  # fmt: skip
