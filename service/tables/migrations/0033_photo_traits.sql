CREATE TABLE `photo_appearance` (
	`id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`photo_id` text NOT NULL,
	`traits` text NOT NULL,
	FOREIGN KEY (`photo_id`) REFERENCES `photo`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE UNIQUE INDEX `photo_appearance_photo_id_unique` ON `photo_appearance` (`photo_id`);--> statement-breakpoint
CREATE TABLE `photo_trait` (
	`trait` integer NOT NULL,
	`appearance_id` integer NOT NULL,
	PRIMARY KEY(`trait`, `appearance_id`)
) WITHOUT ROWID;
--> statement-breakpoint
DROP INDEX `photo_view_band0`;--> statement-breakpoint
DROP INDEX `photo_view_band1`;--> statement-breakpoint
DROP INDEX `photo_view_band2`;--> statement-breakpoint
DROP INDEX `photo_view_band3`;--> statement-breakpoint
-- The grey pictures stay until each photo was read again; overwriting millions of them at once would hold the start.
INSERT OR IGNORE INTO `photo_reading` SELECT DISTINCT `photo`.`id`, 'renew', 0 FROM `photo`
JOIN `photo_view` ON `photo_view`.`photo_id` = `photo`.`id` WHERE `photo`.`erased_at` IS NULL;
--> statement-breakpoint
UPDATE `policy` SET `evidence` = json_set(`evidence`, '$.pictures', json('{"standingCameras":{}}'));
