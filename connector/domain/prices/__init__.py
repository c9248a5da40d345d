"""Adobe's price lists as rules: what a list and its rows are, how two lists differ, what an offer costs whom on which day.

Pure, standard library only. Fetching, keeping and writing files is the work of `connector.prices` and `connector.store`.
"""
