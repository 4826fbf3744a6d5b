CREATE TABLE `capture` (
	`id` text PRIMARY KEY NOT NULL,
	`officer` text NOT NULL,
	`nonce` text NOT NULL,
	`sha256` text NOT NULL,
	`lat` real NOT NULL,
	`lon` real NOT NULL,
	`accuracy_m` real NOT NULL,
	`fixed_at` integer NOT NULL,
	`since` integer,
	`committed_at` integer NOT NULL,
	`doubt` text
);
--> statement-breakpoint
CREATE INDEX `capture_photo` ON `capture` (`officer`,`sha256`);--> statement-breakpoint
CREATE UNIQUE INDEX `capture_nonce` ON `capture` (`officer`,`nonce`) WHERE "capture"."doubt" is null or "capture"."doubt" <> 'reused';--> statement-breakpoint
CREATE INDEX `capture_committed` ON `capture` (`committed_at`);--> statement-breakpoint
CREATE TABLE `push_choice` (
	`officer` text PRIMARY KEY NOT NULL,
	`kinds` text NOT NULL,
	`from_minute` integer,
	`until_minute` integer
);
--> statement-breakpoint
CREATE TABLE `push_out` (
	`id` text PRIMARY KEY NOT NULL,
	`subscription` text NOT NULL,
	`ticket_id` integer NOT NULL,
	`kind` text NOT NULL,
	`occasion` text NOT NULL,
	`tries` integer DEFAULT 0 NOT NULL,
	`next_at` integer NOT NULL,
	`expires_at` integer NOT NULL,
	`settled_at` integer,
	FOREIGN KEY (`ticket_id`) REFERENCES `ticket`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE UNIQUE INDEX `push_out_once` ON `push_out` (`subscription`,`ticket_id`,`occasion`);--> statement-breakpoint
CREATE INDEX `push_out_due` ON `push_out` (`next_at`) WHERE "push_out"."settled_at" is null;--> statement-breakpoint
CREATE INDEX `push_out_expires` ON `push_out` (`expires_at`);--> statement-breakpoint
CREATE TABLE `push_subscription` (
	`id` text PRIMARY KEY NOT NULL,
	`officer` text NOT NULL,
	`session` text NOT NULL,
	`endpoint` text NOT NULL,
	`p256dh` text NOT NULL,
	`auth` text NOT NULL,
	`created_at` integer NOT NULL,
	FOREIGN KEY (`officer`) REFERENCES `user`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE UNIQUE INDEX `push_subscription_endpoint_unique` ON `push_subscription` (`endpoint`);--> statement-breakpoint
CREATE INDEX `push_subscription_officer` ON `push_subscription` (`officer`);--> statement-breakpoint
CREATE INDEX `push_subscription_session` ON `push_subscription` (`session`);