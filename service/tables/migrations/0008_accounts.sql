CREATE TABLE `account_log` (
	`id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`at` integer NOT NULL,
	`event` text NOT NULL,
	`subject` text NOT NULL,
	`by` text,
	`data` text NOT NULL
);
--> statement-breakpoint
CREATE INDEX `account_log_subject` ON `account_log` (`subject`,`id`);--> statement-breakpoint
ALTER TABLE `user` ADD `disabled_at` integer;--> statement-breakpoint
ALTER TABLE `user` ADD `one_time_password` integer DEFAULT false NOT NULL;--> statement-breakpoint
CREATE TRIGGER `account_log_keeps` BEFORE UPDATE ON `account_log` BEGIN SELECT RAISE(ABORT, 'account_log is append-only'); END;--> statement-breakpoint
CREATE TRIGGER `account_log_stays` BEFORE DELETE ON `account_log` BEGIN SELECT RAISE(ABORT, 'account_log is append-only'); END;
