"""PDF: a typst template and plain data in, a tagged PDF out.

    words.printable(text, most)      a person's text as it may stand on paper: one line, cut, breakable
    press.make_pdf(template, data)   the PDF, made by a process of its own that has a time limit and sees no secret
    paper.typ                        what every sheet shares: faces, colours, ratings, the notices at its head

Templates read their data from `data.json`, so that what people wrote stays text and is never markup. The typeface
comes from the installed package; nothing is fetched. A PDF says PDF/UA-1 where typst's own checks of that passed.
"""
