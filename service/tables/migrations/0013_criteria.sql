CREATE TABLE `criterion_version` (
	`id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`criterion` integer NOT NULL,
	`version` integer NOT NULL,
	`title` text NOT NULL,
	`text` text NOT NULL,
	`category` text,
	`citation` text NOT NULL,
	`reason_codes` text NOT NULL,
	`valid_from` text NOT NULL,
	`valid_until` text,
	`assumed` integer NOT NULL,
	`written_by` text,
	`written_at` integer NOT NULL
);
--> statement-breakpoint
CREATE UNIQUE INDEX `criterion_version_number` ON `criterion_version` (`criterion`,`version`);