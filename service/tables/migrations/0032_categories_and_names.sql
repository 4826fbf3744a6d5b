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
CREATE UNIQUE INDEX `category_name_unique` ON `category` (`name`);--> statement-breakpoint
CREATE TABLE `unknown_name` (
	`ticket_id` integer NOT NULL,
	`kind` text NOT NULL,
	`key` text NOT NULL,
	`name` text NOT NULL,
	PRIMARY KEY(`ticket_id`, `kind`),
	FOREIGN KEY (`ticket_id`) REFERENCES `ticket`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE INDEX `unknown_name_key` ON `unknown_name` (`kind`,`key`,`ticket_id`);