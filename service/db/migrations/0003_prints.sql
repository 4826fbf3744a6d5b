CREATE TABLE `narrative_gram` (
	`gram` integer NOT NULL,
	`ticket_id` integer NOT NULL,
	`follow_up` integer NOT NULL,
	PRIMARY KEY(`gram`, `ticket_id`, `follow_up`)
);
--> statement-breakpoint
CREATE TABLE `narrative_print` (
	`ticket_id` integer NOT NULL,
	`follow_up` integer NOT NULL,
	`grams` text NOT NULL,
	PRIMARY KEY(`ticket_id`, `follow_up`),
	FOREIGN KEY (`ticket_id`) REFERENCES `ticket`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE TABLE `photo_view` (
	`id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`photo_id` text NOT NULL,
	`dhash` text NOT NULL,
	`band0` integer NOT NULL,
	`band1` integer NOT NULL,
	`band2` integer NOT NULL,
	`band3` integer NOT NULL,
	`grey` blob NOT NULL,
	FOREIGN KEY (`photo_id`) REFERENCES `photo`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE INDEX `photo_view_photo` ON `photo_view` (`photo_id`);--> statement-breakpoint
CREATE INDEX `photo_view_band0` ON `photo_view` (`band0`,`dhash`);--> statement-breakpoint
CREATE INDEX `photo_view_band1` ON `photo_view` (`band1`,`dhash`);--> statement-breakpoint
CREATE INDEX `photo_view_band2` ON `photo_view` (`band2`,`dhash`);--> statement-breakpoint
CREATE INDEX `photo_view_band3` ON `photo_view` (`band3`,`dhash`);--> statement-breakpoint
ALTER TABLE `photo` DROP COLUMN `grey_stored`;--> statement-breakpoint
ALTER TABLE `photo` DROP COLUMN `grey_shown`;