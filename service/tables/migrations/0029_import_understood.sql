ALTER TABLE `import_job` ADD `date_order` text DEFAULT 'day_first' NOT NULL;--> statement-breakpoint
ALTER TABLE `import_job` ADD `understood` text;