"""Charts: one frozen description each, drawn as SVG, handed to Plotly as a dict, and listed as a table.

Every chart keeps the protocol `description.Chart`: `.title` (what it finds, a sentence), `.description` (the
alternative text), `.is_empty`, `.empty_text`, `.svg(width)`, `.plotly()`, `.table()`. The static SVG is what
pages show at once, and what print, PDF and readers without JavaScript keep.

    timeline.Timeline            milestones: baseline hollow, forecast solid, slip as a tail
    rating_history.RatingHistory weekly counts by rating; `rating_history.rating_spark` is the tiny one
    money_bars.MoneyBars         spent of appropriated; `money_bars.money_bar` is the small one
    matrix.Matrix                who carries what; `Matrix.grid()` gives cells for an HTML table
    line_series.LineSeries       readings over time, with baseline and target
    bar_series.BarSeries         any labelled figures as bars
    standing_history.StandingHistory  week by week, reported and suggested, one above the other
    load_matrix.LoadMatrix       who carries how much, and how it is rated
    money_years.MoneyYears       money by initiative and fiscal year, as shares of what is appropriated
    slip_lines.SlipLines         how forecasts moved, a line a milestone
    rating_grid.RatingGrid       projects by weeks, with each week's why

SVG for the stylesheet
----------------------
A large chart is `<svg class="chart-svg" width="100%" viewBox="0 0 W H">`; small ones in a row are
`chart-spark` and `chart-bar`, with their width and height in pixels. Text sizes are attributes (13, 12 and
11 pixels when drawn W wide), so the style sheet sets the face, not the size. Colours are classes; the light
theme's colours stand beside them as presentation attributes, for the PDF, and any CSS rule wins over those.

fills (shapes)
    chart-on-track  chart-at-risk  chart-off-track  chart-not-rated    a rating's fill
    chart-accent        what was spent, a plain bar, a reading's dot    --accent
    chart-track         the empty part of a bar                         --hairline, --line in print
    chart-done          a milestone that was reached                    --muted
    chart-hollow        baseline dot: fill --paper, stroke --muted
    chart-shade-1 -2 -3 cells of the matrix                             --heat-1 .. --heat-3
lines (stroke, no fill)
    chart-line          grid                                            --line
    chart-hairline      rule under a row                                --hairline
    chart-today         today, year elapsed                             --ink
    chart-halo          a breath of paper on both sides of that line    --paper
    chart-series        readings joined                                 --accent
    chart-baseline      dashed, the value at the start                  --muted
    chart-target        dashed, the value to reach                      --on-text
    chart-zero          axis through zero                               --muted
    chart-grey          one line of many                                --edge
    chart-wait          from what comes first to what waits on it       --muted
text (fill)
    chart-text          labels                                          --ink
    chart-strong        headings of a group (weight 600)                --ink
    chart-muted         ticks, notes, slips                             --muted
    chart-text-on-track chart-text-at-risk chart-text-off-track chart-text-not-rated
    chart-on-shade-1 -2 -3  the count on a matrix cell                  --heat-1-ink .. --heat-3-ink
    chart-link          a label that is a link (also on its `<a>`)      --accent

Plotly for the page's script
----------------------------
`plotly()` is `{"data": [...], "layout": {...}}`. A colour is the string "token:NAME", to be replaced by the
theme's colour; names: paper ink muted line hairline accent on-track at-risk off-track not-rated target heat-1
heat-2 heat-3 (all in `plotly_figure.TOKENS`); "token:none" is transparent, "token:face" the font. Tokens
stand anywhere in the dict, in lists too. No text holds HTML: what people typed is escaped.
"""
