"""From rows to records, a module a part of the product; ``FILES`` names every table in the order of one moment."""
