CREATE TABLE `import_memory` (
	`caller` text NOT NULL,
	`mark` text NOT NULL,
	`said` text NOT NULL,
	`at` integer NOT NULL,
	PRIMARY KEY(`caller`, `mark`)
);
--> statement-breakpoint
CREATE TABLE `import_refusal_group` (
	`job_id` text NOT NULL,
	`reason` text NOT NULL,
	`column` text NOT NULL,
	`value` text NOT NULL,
	`lines` integer NOT NULL,
	`first_line` integer NOT NULL,
	PRIMARY KEY(`job_id`, `reason`, `column`, `value`),
	FOREIGN KEY (`job_id`) REFERENCES `import_job`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
ALTER TABLE `import_job` ADD `declared` text;--> statement-breakpoint
ALTER TABLE `import_job` ADD `write_now` integer DEFAULT false NOT NULL;--> statement-breakpoint
ALTER TABLE `import_job` ADD `corrections` text DEFAULT '{}' NOT NULL;--> statement-breakpoint
ALTER TABLE `import_job` ADD `expires_at` integer;--> statement-breakpoint
-- Earlier jobs keep what they told: columns that were not taken, and the order their sender declared.
UPDATE `import_job` SET `declared` = `date_order`,
	`understood` = CASE WHEN `understood` IS NULL THEN NULL ELSE json_set(`understood`,
		'$.sheets', json('[]'), '$.asks', json('[]'), '$.rows', `read`,
		'$.columns', (SELECT json_group_array(json_object('name', `value`, 'column', NULL, 'by', 'heading')) FROM json_each(`ignored`))) END;--> statement-breakpoint
ALTER TABLE `import_job` DROP COLUMN `date_order`;--> statement-breakpoint
ALTER TABLE `import_job` DROP COLUMN `ignored`;