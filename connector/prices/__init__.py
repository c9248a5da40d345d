"""Price lists at work: fetched from Adobe, compared, asked for a price, and written as files for CloudBlue and for analysts.

The rules stand in `connector.domain.prices`, the memory in `connector.store`. Nothing here ever holds a whole list.
"""
