CREATE TABLE `office_day` (
	`unit` text NOT NULL,
	`day` text NOT NULL,
	`what` text NOT NULL,
	`count` integer NOT NULL,
	PRIMARY KEY(`unit`, `day`, `what`)
);
--> statement-breakpoint
CREATE TABLE `office_day_read` (
	`id` integer PRIMARY KEY NOT NULL,
	`seq` integer NOT NULL
);
--> statement-breakpoint
CREATE INDEX `event_rated_unit` ON `event` (`unit_to`,`at`) WHERE "event"."action" = 'nilai';