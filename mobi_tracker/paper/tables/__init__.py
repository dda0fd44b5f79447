"""Tables on their way out and in.

`columns`  the vocabulary: what a column holds.
`write`    rows of the product as CSV and Excel.
`read`     rows out of a CSV, Excel or OpenDocument file made by someone we do not know.
"""
