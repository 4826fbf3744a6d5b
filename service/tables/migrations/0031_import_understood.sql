ALTER TABLE `import_job` ADD `date_order` text DEFAULT 'day_first' NOT NULL;--> statement-breakpoint
ALTER TABLE `import_job` ADD `understood` text;--> statement-breakpoint
ALTER TABLE `import_job` ADD `corrected` integer DEFAULT 0 NOT NULL;--> statement-breakpoint
CREATE INDEX `ticket_ended` ON `ticket` ((case when "closed_at" is null then "stepped_at" else "closed_at" end),`id`) WHERE ("ticket"."status" in ('selesai', 'ditolak') or "ticket"."merged_into" is not null);