CREATE TABLE `category` (
	`code` text PRIMARY KEY NOT NULL,
	`name` text NOT NULL,
	`aliases` text NOT NULL,
	`office` text,
	`valid_from` text,
	`valid_until` text,
	`set_by` text,
	`set_at` integer NOT NULL,
	FOREIGN KEY (`office`) REFERENCES `unit`(`code`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE UNIQUE INDEX `category_name_unique` ON `category` (`name`);