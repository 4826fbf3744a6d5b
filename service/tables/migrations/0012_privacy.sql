CREATE TABLE `data_export` (
	`id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`ticket_id` integer NOT NULL,
	`officer` text,
	`reason` text,
	`at` integer NOT NULL,
	FOREIGN KEY (`ticket_id`) REFERENCES `ticket`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE INDEX `data_export_ticket` ON `data_export` (`ticket_id`);--> statement-breakpoint
CREATE TABLE `photo_removal` (
	`sha256` text PRIMARY KEY NOT NULL
);
--> statement-breakpoint
CREATE TABLE `retention_mark` (
	`kept` text PRIMARY KEY NOT NULL,
	`closed_at` integer NOT NULL,
	`ticket_id` integer NOT NULL
);
--> statement-breakpoint
ALTER TABLE `photo` ADD `erased_at` integer;--> statement-breakpoint
CREATE INDEX `photo_look_photo` ON `photo_look` (`photo_id`);--> statement-breakpoint
CREATE INDEX `ticket_closed` ON `ticket` (`closed_at`,`id`) WHERE "ticket"."closed_at" is not null;