"""History that writes itself: one listener on every flush, wired in ``app``; and the page that shows it."""
