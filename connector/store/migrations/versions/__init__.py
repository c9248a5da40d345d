"""The revisions. One that was released is never edited again; the next one is added beside it."""
