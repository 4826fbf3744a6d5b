PRAGMA foreign_keys=OFF;--> statement-breakpoint
CREATE TABLE `__new_officer_grant` (
	`officer` text NOT NULL,
	`role` text NOT NULL,
	`unit` text,
	`position` integer DEFAULT 0 NOT NULL,
	FOREIGN KEY (`officer`) REFERENCES `user`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`unit`) REFERENCES `unit`(`code`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
INSERT INTO `__new_officer_grant`("officer", "role", "unit", "position") SELECT "officer", "role", "unit", 0 FROM `officer_grant`;--> statement-breakpoint
DROP TABLE `officer_grant`;--> statement-breakpoint
ALTER TABLE `__new_officer_grant` RENAME TO `officer_grant`;--> statement-breakpoint
PRAGMA foreign_keys=ON;--> statement-breakpoint
CREATE UNIQUE INDEX `officer_grant_once` ON `officer_grant` (`officer`,`role`,coalesce(`unit`, ''));