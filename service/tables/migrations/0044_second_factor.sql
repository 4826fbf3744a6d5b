CREATE TABLE `recovery_code` (
	`hash` text PRIMARY KEY NOT NULL,
	`officer` text NOT NULL,
	FOREIGN KEY (`officer`) REFERENCES `user`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE INDEX `recovery_code_officer` ON `recovery_code` (`officer`);--> statement-breakpoint
CREATE TABLE `second_factor` (
	`officer` text PRIMARY KEY NOT NULL,
	`secret` text,
	`set_at` integer,
	`used_step` integer DEFAULT 0 NOT NULL,
	`draft` text,
	`drafted_at` integer,
	FOREIGN KEY (`officer`) REFERENCES `user`(`id`) ON UPDATE no action ON DELETE no action
);
