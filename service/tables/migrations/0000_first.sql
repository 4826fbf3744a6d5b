CREATE TABLE `account` (
	`id` text PRIMARY KEY NOT NULL,
	`account_id` text NOT NULL,
	`provider_id` text NOT NULL,
	`user_id` text NOT NULL,
	`access_token` text,
	`refresh_token` text,
	`id_token` text,
	`access_token_expires_at` integer,
	`refresh_token_expires_at` integer,
	`scope` text,
	`password` text,
	`created_at` integer NOT NULL,
	`updated_at` integer NOT NULL,
	FOREIGN KEY (`user_id`) REFERENCES `user`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE INDEX `account_user` ON `account` (`user_id`);--> statement-breakpoint
CREATE TABLE `officer_grant` (
	`officer` text NOT NULL,
	`role` text NOT NULL,
	`unit` text,
	PRIMARY KEY(`officer`, `role`),
	FOREIGN KEY (`officer`) REFERENCES `user`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`unit`) REFERENCES `unit`(`code`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE TABLE `session` (
	`id` text PRIMARY KEY NOT NULL,
	`expires_at` integer NOT NULL,
	`token` text NOT NULL,
	`created_at` integer NOT NULL,
	`updated_at` integer NOT NULL,
	`ip_address` text,
	`user_agent` text,
	`user_id` text NOT NULL,
	FOREIGN KEY (`user_id`) REFERENCES `user`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE UNIQUE INDEX `session_token_unique` ON `session` (`token`);--> statement-breakpoint
CREATE INDEX `session_user` ON `session` (`user_id`);--> statement-breakpoint
CREATE TABLE `user` (
	`id` text PRIMARY KEY NOT NULL,
	`name` text NOT NULL,
	`email` text NOT NULL,
	`email_verified` integer DEFAULT false NOT NULL,
	`image` text,
	`created_at` integer NOT NULL,
	`updated_at` integer NOT NULL,
	`username` text,
	`display_username` text
);
--> statement-breakpoint
CREATE UNIQUE INDEX `user_email_unique` ON `user` (`email`);--> statement-breakpoint
CREATE UNIQUE INDEX `user_username_unique` ON `user` (`username`);--> statement-breakpoint
CREATE TABLE `verification` (
	`id` text PRIMARY KEY NOT NULL,
	`identifier` text NOT NULL,
	`value` text NOT NULL,
	`expires_at` integer NOT NULL,
	`created_at` integer NOT NULL,
	`updated_at` integer NOT NULL
);
--> statement-breakpoint
CREATE INDEX `verification_identifier` ON `verification` (`identifier`);--> statement-breakpoint
CREATE TABLE `idempotent_call` (
	`caller` text NOT NULL,
	`key` text NOT NULL,
	`fingerprint` text NOT NULL,
	`status` integer,
	`ticket_id` integer,
	`body` text,
	`created_at` integer NOT NULL,
	PRIMARY KEY(`caller`, `key`)
);
--> statement-breakpoint
CREATE INDEX `idempotent_call_created` ON `idempotent_call` (`created_at`);--> statement-breakpoint
CREATE TABLE `narrative_gram` (
	`gram` integer NOT NULL,
	`ticket_id` integer NOT NULL,
	`follow_up` integer NOT NULL,
	PRIMARY KEY(`gram`, `ticket_id`, `follow_up`)
);
--> statement-breakpoint
CREATE TABLE `narrative_print` (
	`ticket_id` integer NOT NULL,
	`follow_up` integer NOT NULL,
	`grams` text NOT NULL,
	PRIMARY KEY(`ticket_id`, `follow_up`),
	FOREIGN KEY (`ticket_id`) REFERENCES `ticket`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE TABLE `photo` (
	`id` text PRIMARY KEY NOT NULL,
	`ticket_id` integer NOT NULL,
	`kind` text NOT NULL,
	`follow_up` integer,
	`position` integer NOT NULL,
	`sha256` text NOT NULL,
	`facts` text NOT NULL,
	`pixel_hash` text,
	`created_at` integer NOT NULL,
	FOREIGN KEY (`ticket_id`) REFERENCES `ticket`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE INDEX `photo_ticket` ON `photo` (`ticket_id`,`kind`,`follow_up`,`position`);--> statement-breakpoint
CREATE INDEX `photo_sha256` ON `photo` (`sha256`);--> statement-breakpoint
CREATE INDEX `photo_pixel_hash` ON `photo` (`pixel_hash`) WHERE "photo"."pixel_hash" is not null;--> statement-breakpoint
CREATE TABLE `photo_view` (
	`id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`photo_id` text NOT NULL,
	`dhash` text NOT NULL,
	`band0` integer NOT NULL,
	`band1` integer NOT NULL,
	`band2` integer NOT NULL,
	`band3` integer NOT NULL,
	`grey` blob NOT NULL,
	FOREIGN KEY (`photo_id`) REFERENCES `photo`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE INDEX `photo_view_photo` ON `photo_view` (`photo_id`);--> statement-breakpoint
CREATE INDEX `photo_view_band0` ON `photo_view` (`band0`,`dhash`);--> statement-breakpoint
CREATE INDEX `photo_view_band1` ON `photo_view` (`band1`,`dhash`);--> statement-breakpoint
CREATE INDEX `photo_view_band2` ON `photo_view` (`band2`,`dhash`);--> statement-breakpoint
CREATE INDEX `photo_view_band3` ON `photo_view` (`band3`,`dhash`);--> statement-breakpoint
CREATE TABLE `claim` (
	`ticket_id` integer PRIMARY KEY NOT NULL,
	`officer` text NOT NULL,
	`until` integer NOT NULL,
	FOREIGN KEY (`ticket_id`) REFERENCES `ticket`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE INDEX `claim_until` ON `claim` (`until`);--> statement-breakpoint
CREATE TABLE `event` (
	`seq` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`ticket_id` integer NOT NULL,
	`version` integer NOT NULL,
	`at` integer NOT NULL,
	`action` text NOT NULL,
	`actor_id` text,
	`actor_role` text NOT NULL,
	`actor_unit` text,
	`from_status` text,
	`to_status` text NOT NULL,
	`unit_from` text,
	`unit_to` text,
	`data` text NOT NULL,
	`hash` text NOT NULL,
	FOREIGN KEY (`ticket_id`) REFERENCES `ticket`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE UNIQUE INDEX `event_ticket_version` ON `event` (`ticket_id`,`version`);--> statement-breakpoint
CREATE TABLE `photo_look` (
	`id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`photo_id` text NOT NULL,
	`officer` text NOT NULL,
	`at` integer NOT NULL
);
--> statement-breakpoint
CREATE TABLE `ticket` (
	`id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`number` text NOT NULL,
	`external_number` text,
	`version` integer NOT NULL,
	`status` text NOT NULL,
	`merged_into` text,
	`held_until` integer,
	`unit` text,
	`category` text NOT NULL,
	`channel` text NOT NULL,
	`private` integer NOT NULL,
	`repeat_of` text,
	`sent_by` text,
	`lat` real,
	`lon` real,
	`accuracy_m` real,
	`kelurahan` text,
	`reported_at` integer NOT NULL,
	`received_at` integer NOT NULL,
	`follow_ups` integer DEFAULT 0 NOT NULL,
	`clocks` text NOT NULL,
	`next_due_at` integer,
	`desk` text,
	`verdict` text,
	`filed_by` text NOT NULL,
	`tracking_salt` text NOT NULL,
	`head_hash` text NOT NULL,
	FOREIGN KEY (`unit`) REFERENCES `unit`(`code`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`sent_by`) REFERENCES `unit`(`code`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`kelurahan`) REFERENCES `unit`(`code`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE UNIQUE INDEX `ticket_number` ON `ticket` (`number`);--> statement-breakpoint
CREATE INDEX `ticket_desk_due` ON `ticket` (`desk`,`next_due_at`,`id`) WHERE "ticket"."desk" is not null;--> statement-breakpoint
CREATE INDEX `ticket_desk_unit_due` ON `ticket` (`desk`,`unit`,`next_due_at`,`id`) WHERE "ticket"."desk" is not null;--> statement-breakpoint
CREATE INDEX `ticket_due` ON `ticket` (`next_due_at`,`id`) WHERE "ticket"."desk" is not null;--> statement-breakpoint
CREATE INDEX `ticket_unit_received` ON `ticket` (`unit`,`received_at`,`id`);--> statement-breakpoint
CREATE INDEX `ticket_status_received` ON `ticket` (`status`,`received_at`,`id`);--> statement-breakpoint
CREATE INDEX `ticket_received` ON `ticket` (`received_at`,`id`);--> statement-breakpoint
CREATE INDEX `ticket_filed_by` ON `ticket` (`filed_by`,`received_at`,`id`);--> statement-breakpoint
CREATE INDEX `ticket_merged_into` ON `ticket` (`merged_into`) WHERE "ticket"."merged_into" is not null;--> statement-breakpoint
CREATE TABLE `ticket_held` (
	`ticket_id` integer NOT NULL,
	`unit` text NOT NULL,
	PRIMARY KEY(`unit`, `ticket_id`),
	FOREIGN KEY (`ticket_id`) REFERENCES `ticket`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`unit`) REFERENCES `unit`(`code`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE TABLE `ticket_text` (
	`id` text PRIMARY KEY NOT NULL,
	`ticket_id` integer NOT NULL,
	`kind` text NOT NULL,
	`salt` text NOT NULL,
	`body` text NOT NULL,
	`at` integer NOT NULL,
	FOREIGN KEY (`ticket_id`) REFERENCES `ticket`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE INDEX `ticket_text_ticket` ON `ticket_text` (`ticket_id`,`kind`,`at`);--> statement-breakpoint
CREATE TABLE `unit` (
	`code` text PRIMARY KEY NOT NULL,
	`name` text NOT NULL,
	`kind` text NOT NULL,
	`parent` text,
	FOREIGN KEY (`parent`) REFERENCES `unit`(`code`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE INDEX `unit_parent` ON `unit` (`parent`);