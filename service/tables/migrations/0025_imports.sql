CREATE TABLE `import_job` (
	`id` text PRIMARY KEY NOT NULL,
	`caller` text NOT NULL,
	`role` text NOT NULL,
	`channel` text NOT NULL,
	`allowed` text,
	`state` text NOT NULL,
	`failure` text,
	`format` text,
	`encoding` text,
	`ignored` text NOT NULL,
	`bytes` integer NOT NULL,
	`started_at` integer NOT NULL,
	`ended_at` integer,
	`read` integer NOT NULL,
	`added` integer NOT NULL,
	`moved` integer NOT NULL,
	`unchanged` integer NOT NULL,
	`refused` integer NOT NULL
);
--> statement-breakpoint
CREATE UNIQUE INDEX `import_job_running` ON `import_job` (`caller`) WHERE "import_job"."ended_at" is null;--> statement-breakpoint
CREATE INDEX `import_job_started` ON `import_job` (`started_at`,`id`);--> statement-breakpoint
CREATE TABLE `import_refusal` (
	`id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`job_id` text NOT NULL,
	`line` integer NOT NULL,
	`column` text,
	`reason` text NOT NULL,
	FOREIGN KEY (`job_id`) REFERENCES `import_job`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE INDEX `import_refusal_job` ON `import_refusal` (`job_id`,`id`);