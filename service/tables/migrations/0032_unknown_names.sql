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