"""A typed client of Adobe's Partner Connection Retail API: consumer products, claimed by a link that the customer redeems.

It shares tokens, transport and the tree of errors with `connector.adobe`, since both speak to the same Adobe; nothing else, and
nothing of the marketplace in front of it. Links and redemption codes are secrets: they must never enter a log or an exception.
"""
