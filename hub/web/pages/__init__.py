"""One module a page: it asks the office, shapes what it got for its template, and hands on what a person did."""
