CREATE TABLE `loose_photo` (
	`id` text PRIMARY KEY NOT NULL,
	`uploader` text NOT NULL,
	`sha256` text NOT NULL,
	`bytes` integer NOT NULL,
	`expires_at` integer NOT NULL
);
--> statement-breakpoint
CREATE INDEX `loose_photo_uploader` ON `loose_photo` (`uploader`);--> statement-breakpoint
CREATE INDEX `loose_photo_sha256` ON `loose_photo` (`sha256`);--> statement-breakpoint
CREATE INDEX `loose_photo_expires` ON `loose_photo` (`expires_at`);