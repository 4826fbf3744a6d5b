CREATE TABLE `photo_upload` (
	`id` text PRIMARY KEY NOT NULL,
	`uploader` text NOT NULL,
	`bytes` integer NOT NULL,
	`metadata` text,
	`expires_at` integer NOT NULL
);
--> statement-breakpoint
CREATE INDEX `photo_upload_uploader` ON `photo_upload` (`uploader`);--> statement-breakpoint
CREATE INDEX `photo_upload_expires` ON `photo_upload` (`expires_at`);