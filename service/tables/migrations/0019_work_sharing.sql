CREATE TABLE `duty_turn` (
	`n` integer PRIMARY KEY NOT NULL,
	`officer` text NOT NULL,
	FOREIGN KEY (`officer`) REFERENCES `user`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE INDEX `duty_turn_officer` ON `duty_turn` (`officer`,`n`);--> statement-breakpoint
ALTER TABLE `ticket` ADD `proposed_validator` text;--> statement-breakpoint
CREATE INDEX `ticket_proposed` ON `ticket` (`desk`,`proposed_validator`,`next_due_at`,`id`) WHERE "ticket"."desk" is not null;