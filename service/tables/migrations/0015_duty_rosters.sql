CREATE TABLE `duty_period` (
	`roster` text NOT NULL,
	`officer` text NOT NULL,
	`from_at` integer NOT NULL,
	`until_at` integer NOT NULL,
	PRIMARY KEY(`roster`, `officer`, `from_at`),
	FOREIGN KEY (`officer`) REFERENCES `user`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE INDEX `duty_period_officer` ON `duty_period` (`officer`,`until_at`);--> statement-breakpoint
CREATE INDEX `duty_period_roster` ON `duty_period` (`roster`,`until_at`);--> statement-breakpoint
CREATE TABLE `duty_version` (
	`id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`roster` text NOT NULL,
	`version` integer NOT NULL,
	`periods` text NOT NULL,
	`set_at` integer NOT NULL,
	`set_by` text NOT NULL
);
--> statement-breakpoint
CREATE UNIQUE INDEX `duty_version_number` ON `duty_version` (`roster`,`version`);--> statement-breakpoint
CREATE TRIGGER `duty_version_keeps` BEFORE UPDATE ON `duty_version` BEGIN SELECT RAISE(ABORT, 'duty_version is append-only'); END;--> statement-breakpoint
CREATE TRIGGER `duty_version_stays` BEFORE DELETE ON `duty_version` BEGIN SELECT RAISE(ABORT, 'duty_version is append-only'); END;
