CREATE TABLE `vouched_change` (
	`n` integer PRIMARY KEY NOT NULL,
	`at` integer NOT NULL,
	`name` text NOT NULL,
	`key` text NOT NULL,
	`was` text,
	`now` text,
	`signs` integer NOT NULL,
	`hash` text NOT NULL,
	`signature` text
);
--> statement-breakpoint
CREATE INDEX `vouched_change_row` ON `vouched_change` (`name`,`key`,`n`);--> statement-breakpoint
ALTER TABLE `checkpoint` ADD `change` integer;--> statement-breakpoint
ALTER TABLE `checkpoint` ADD `change_hash` text;