"""Where a project stands: reported beside evidence; the portfolio as a function of a day and a reader."""
