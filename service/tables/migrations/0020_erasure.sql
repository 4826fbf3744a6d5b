ALTER TABLE `policy` ADD `retention` text DEFAULT '{"identity":{"days":365,"assumed":true,"source":"A year, for questions about the answer"},"photos":{"days":730,"assumed":true,"source":"As long as reuse is looked for by eye"},"texts":{"days":1825,"assumed":true,"source":"A term of office, for reports over the years"},"receipts":{"days":365,"assumed":true,"source":"Longer than anybody disputes a monthly figure"}}' NOT NULL;--> statement-breakpoint
-- Words of the descriptions, found by FTS5, anew: a contentless_delete table only hides what is deleted until its
-- segments are merged. This one takes words out at once, given the text ('delete', 'secure-delete'). rowid is the
-- ticket's id.
DROP TABLE `ticket_search`;--> statement-breakpoint
CREATE VIRTUAL TABLE `ticket_search` USING fts5(`description`, content='', tokenize="unicode61 remove_diacritics 2");--> statement-breakpoint
INSERT INTO `ticket_search` (`ticket_search`, `rank`) VALUES ('secure-delete', 1);--> statement-breakpoint
INSERT INTO `ticket_search` (`rowid`, `description`) SELECT `ticket_id`, `body` FROM `ticket_text` WHERE `kind` = 'description';
