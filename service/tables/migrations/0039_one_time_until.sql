ALTER TABLE `user` ADD `one_time_until` integer;--> statement-breakpoint
ALTER TABLE `sign_in_failure` DROP COLUMN `count`;--> statement-breakpoint
-- A one-time password that is under way has its week from the upgrade on.
UPDATE `user` SET `one_time_until` = (unixepoch() + 7 * 86400) * 1000 WHERE `one_time_password` = 1;
