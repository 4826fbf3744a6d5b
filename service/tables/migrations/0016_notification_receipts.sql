CREATE TABLE `notification_receipt` (
	`officer` text NOT NULL,
	`id` text NOT NULL,
	`ticket_id` integer NOT NULL,
	`kind` text NOT NULL,
	`sent_at` integer NOT NULL,
	`shown_at` integer,
	`held_back` text,
	`opened_at` integer,
	`recorded_at` integer NOT NULL,
	PRIMARY KEY(`officer`, `id`),
	FOREIGN KEY (`officer`) REFERENCES `user`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`ticket_id`) REFERENCES `ticket`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE INDEX `notification_receipt_ticket` ON `notification_receipt` (`ticket_id`,`sent_at`);--> statement-breakpoint
CREATE INDEX `notification_receipt_recorded` ON `notification_receipt` (`recorded_at`);