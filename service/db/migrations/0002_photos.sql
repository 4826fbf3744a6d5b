CREATE TABLE `photo` (
	`id` text PRIMARY KEY NOT NULL,
	`ticket_id` integer NOT NULL,
	`kind` text NOT NULL,
	`follow_up` integer,
	`position` integer NOT NULL,
	`sha256` text NOT NULL,
	`facts` text NOT NULL,
	`pixel_hash` text,
	`grey_stored` blob,
	`grey_shown` blob,
	`created_at` integer NOT NULL,
	FOREIGN KEY (`ticket_id`) REFERENCES `ticket`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE INDEX `photo_ticket` ON `photo` (`ticket_id`,`kind`,`follow_up`,`position`);--> statement-breakpoint
CREATE INDEX `photo_sha256` ON `photo` (`sha256`);--> statement-breakpoint
CREATE INDEX `photo_pixel_hash` ON `photo` (`pixel_hash`) WHERE "photo"."pixel_hash" is not null;