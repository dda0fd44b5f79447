"""The charts that have pages of their own, a module a chart: each drawn as far as there is room, its table whole."""
