CREATE TABLE `city` (
	`code` text PRIMARY KEY NOT NULL,
	`facts` text NOT NULL,
	`since` integer NOT NULL
);
