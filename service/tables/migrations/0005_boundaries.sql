CREATE TABLE `boundary` (
	`id` integer PRIMARY KEY NOT NULL,
	`kelurahan` text NOT NULL,
	`rings` text NOT NULL,
	`points` blob NOT NULL,
	FOREIGN KEY (`kelurahan`) REFERENCES `unit`(`code`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE TABLE `boundary_load` (
	`id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`source` text NOT NULL,
	`dated` text NOT NULL,
	`sha256` text NOT NULL,
	`kelurahan` integer NOT NULL,
	`at` integer NOT NULL
);
