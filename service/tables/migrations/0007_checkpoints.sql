CREATE TABLE `checkpoint` (
	`n` integer PRIMARY KEY NOT NULL,
	`at` integer NOT NULL,
	`seq` integer NOT NULL,
	`tickets` integer NOT NULL,
	`events` integer NOT NULL,
	`digest` text NOT NULL,
	`previous` text NOT NULL,
	`hash` text NOT NULL,
	`signature` text NOT NULL,
	`heads` text NOT NULL
);
