ALTER TABLE `ticket` ADD `closed_at` integer;--> statement-breakpoint
ALTER TABLE `ticket` ADD `reporter_key` text;--> statement-breakpoint
ALTER TABLE `ticket` ADD `probable_duplicate` text;--> statement-breakpoint
ALTER TABLE `ticket` ADD `field_asked_at` integer;--> statement-breakpoint
ALTER TABLE `ticket` ADD `field_answered_at` integer;--> statement-breakpoint
CREATE INDEX `ticket_place` ON `ticket` (`category`,`lat`) WHERE "ticket"."lat" is not null;--> statement-breakpoint
CREATE INDEX `ticket_field_due` ON `ticket` (`next_due_at`,`id`) WHERE "ticket"."field_asked_at" is not null and "ticket"."field_answered_at" is null;