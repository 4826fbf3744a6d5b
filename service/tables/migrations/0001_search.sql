-- Words of the descriptions, found by FTS5. Contentless: the text itself stays in ticket_text alone, so that
-- erasing a person leaves nothing here to read. rowid is the ticket's id.
CREATE VIRTUAL TABLE `ticket_search` USING fts5(`description`, content='', contentless_delete=1, tokenize="unicode61 remove_diacritics 2");
