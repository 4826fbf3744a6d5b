CREATE TABLE `account_request` (
	`id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`asked_at` integer NOT NULL,
	`secret_hash` text,
	`vouched_by` text,
	`role` text NOT NULL,
	`unit` text NOT NULL,
	`letter` text NOT NULL,
	`nip` text,
	`contact` text,
	`name` text,
	`username` text,
	`replaces` text,
	FOREIGN KEY (`vouched_by`) REFERENCES `user`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`unit`) REFERENCES `unit`(`code`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE UNIQUE INDEX `account_request_secret` ON `account_request` (`secret_hash`);--> statement-breakpoint
CREATE INDEX `account_request_unit` ON `account_request` (`unit`,`id`);--> statement-breakpoint
CREATE INDEX `account_request_nip` ON `account_request` (`nip`);--> statement-breakpoint
CREATE TABLE `account_request_decision` (
	`request` integer PRIMARY KEY NOT NULL,
	`at` integer NOT NULL,
	`outcome` text NOT NULL,
	`by` text,
	`reason` text,
	`account` text,
	FOREIGN KEY (`request`) REFERENCES `account_request`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`by`) REFERENCES `user`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`account`) REFERENCES `user`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE TRIGGER `account_request_decision_keeps` BEFORE UPDATE ON `account_request_decision` BEGIN SELECT RAISE(ABORT, 'a decision on a request is kept as it was made'); END;--> statement-breakpoint
CREATE TRIGGER `account_request_decision_stays` BEFORE DELETE ON `account_request_decision` BEGIN SELECT RAISE(ABORT, 'a decision on a request is kept as it was made'); END;
