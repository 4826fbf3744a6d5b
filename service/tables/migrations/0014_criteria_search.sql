-- Words of every version of the criteria, found by FTS5; rowid is the version's id.
CREATE VIRTUAL TABLE `criterion_search` USING fts5(`title`, `text`, `cited`, content='', tokenize="unicode61 remove_diacritics 2");
