"""Where a project stands: what is reported, what the evidence says; the portfolio as a function of a day and a reader."""
