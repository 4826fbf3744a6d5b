CREATE TABLE `notice_mark` (
	`id` integer PRIMARY KEY NOT NULL,
	`seq` integer NOT NULL
);
--> statement-breakpoint
CREATE TABLE `notice_out` (
	`id` text PRIMARY KEY NOT NULL,
	`ticket_id` integer NOT NULL,
	`kind` text NOT NULL,
	`occasion` text NOT NULL,
	`recipient` text NOT NULL,
	`sender` text NOT NULL,
	`state` text NOT NULL,
	`why` text,
	`tries` integer DEFAULT 0 NOT NULL,
	`created_at` integer NOT NULL,
	`next_at` integer NOT NULL,
	`settled_at` integer,
	FOREIGN KEY (`ticket_id`) REFERENCES `ticket`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE UNIQUE INDEX `notice_out_once` ON `notice_out` (`ticket_id`,`occasion`,`recipient`,`sender`);--> statement-breakpoint
CREATE INDEX `notice_out_due` ON `notice_out` (`next_at`) WHERE "notice_out"."state" = 'waiting';--> statement-breakpoint
CREATE INDEX `notice_out_dead` ON `notice_out` (`settled_at`,`id`) WHERE "notice_out"."state" = 'dead';--> statement-breakpoint
CREATE INDEX `notice_out_created` ON `notice_out` (`created_at`);--> statement-breakpoint
CREATE TABLE `notice_refusal` (
	`address` text PRIMARY KEY NOT NULL,
	`at` integer NOT NULL
);
--> statement-breakpoint
CREATE TABLE `notice_template` (
	`version` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`kind` text NOT NULL,
	`effective_from` integer NOT NULL,
	`words` text NOT NULL,
	`set_at` integer NOT NULL,
	`set_by` text NOT NULL
);
--> statement-breakpoint
CREATE INDEX `notice_template_kind` ON `notice_template` (`kind`,`effective_from`,`version`);--> statement-breakpoint
CREATE TABLE `officer_contact` (
	`officer` text PRIMARY KEY NOT NULL,
	`email` text,
	`phone` text,
	FOREIGN KEY (`officer`) REFERENCES `user`(`id`) ON UPDATE no action ON DELETE no action
);
