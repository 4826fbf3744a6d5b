CREATE TABLE `calendar_day` (
	`id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`date` text NOT NULL,
	`kind` text,
	`name` text NOT NULL,
	`source` text NOT NULL,
	`known_from` integer NOT NULL,
	`set_by` text
);
--> statement-breakpoint
CREATE INDEX `calendar_day_date` ON `calendar_day` (`date`,`id`);--> statement-breakpoint
CREATE TABLE `clock_sweep` (
	`id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`cause` text NOT NULL,
	`due_at` integer NOT NULL,
	`after_id` integer NOT NULL,
	`moved` integer NOT NULL,
	`done_at` integer
);
--> statement-breakpoint
CREATE TABLE `policy` (
	`version` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`effective_from` integer NOT NULL,
	`recompute` integer NOT NULL,
	`clocks` text NOT NULL,
	`evidence` text NOT NULL,
	`reason` text NOT NULL,
	`set_at` integer NOT NULL,
	`set_by` text
);
--> statement-breakpoint
CREATE INDEX `policy_effective` ON `policy` (`effective_from`,`version`);--> statement-breakpoint
ALTER TABLE `ticket` ADD `same_day_due_at` integer;--> statement-breakpoint
CREATE INDEX `ticket_same_day` ON `ticket` (`desk`,`same_day_due_at`,`next_due_at`) WHERE "ticket"."same_day_due_at" is not null;--> statement-breakpoint
UPDATE `ticket` SET `clocks` = (
	SELECT json_group_array(json_set(
		value,
		'$.rule', json_extract(value, '$.clock'),
		'$.limit', json_extract(value, '$.dueAt') - json_extract(value, '$.since'),
		'$.policy', 1,
		'$.moves', json('[]')
	))
	FROM json_each(`ticket`.`clocks`)
);
