CREATE TABLE `webhook` (
	`id` text PRIMARY KEY NOT NULL,
	`name` text NOT NULL,
	`url` text NOT NULL,
	`sight` text NOT NULL,
	`actions` text NOT NULL,
	`secret_salt` text NOT NULL,
	`old_secret_salt` text,
	`old_secret_until` integer,
	`cursor` integer NOT NULL,
	`created_at` integer NOT NULL,
	`created_by` text NOT NULL,
	`paused_at` integer,
	`paused_because` text,
	`failures` integer DEFAULT 0 NOT NULL,
	`failing_since` integer,
	`last_error` text,
	`rest_until` integer,
	`last_taken_at` integer
);
--> statement-breakpoint
CREATE TABLE `webhook_delivery` (
	`webhook` text NOT NULL,
	`seq` integer NOT NULL,
	`ticket_id` integer NOT NULL,
	`scope` text NOT NULL,
	`tries` integer DEFAULT 0 NOT NULL,
	`next_at` integer NOT NULL,
	`dead_at` integer,
	`error` text,
	PRIMARY KEY(`webhook`, `seq`),
	FOREIGN KEY (`webhook`) REFERENCES `webhook`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`ticket_id`) REFERENCES `ticket`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE INDEX `webhook_delivery_ticket` ON `webhook_delivery` (`webhook`,`ticket_id`,`seq`);--> statement-breakpoint
CREATE INDEX `webhook_delivery_dead` ON `webhook_delivery` (`webhook`,`seq`) WHERE "webhook_delivery"."dead_at" is not null;