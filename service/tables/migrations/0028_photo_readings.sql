CREATE TABLE `photo_reading` (
	`photo_id` text PRIMARY KEY NOT NULL,
	`why` text NOT NULL,
	`due_at` integer NOT NULL,
	FOREIGN KEY (`photo_id`) REFERENCES `photo`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE INDEX `photo_reading_due` ON `photo_reading` (`why`,`due_at`);--> statement-breakpoint
-- A time-out was a crowded machine's, never the photo's: it is read again, and what waits for a validator judged anew.
INSERT INTO `photo_reading` SELECT `id`, 'pending', 0 FROM `photo`
WHERE json_extract(`facts`, '$.unreadable') = 'timeout' AND `erased_at` IS NULL;
--> statement-breakpoint
UPDATE `photo` SET `facts` = json_set(`facts`, '$.unreadable', iif(`erased_at` IS NULL, 'pending', NULL))
WHERE json_extract(`facts`, '$.unreadable') = 'timeout';
--> statement-breakpoint
-- A process that was ended with the service, or by a machine short of memory, left its photo behind as damaged.
INSERT INTO `photo_reading` SELECT `photo`.`id`, 'pending', 0 FROM `photo` JOIN `ticket` ON `ticket`.`id` = `photo`.`ticket_id`
WHERE json_extract(`facts`, '$.unreadable') = 'damaged' AND `erased_at` IS NULL AND `ticket`.`status` = 'validasi';
--> statement-breakpoint
-- The hash is one of the coded picture now, as that of HEIC always was; until it is renewed, file and pixels still compare.
INSERT INTO `photo_reading` SELECT `id`, 'renew', 0 FROM `photo`
WHERE `pixel_hash` IS NOT NULL AND json_extract(`facts`, '$.format') <> 'heic' AND `erased_at` IS NULL AND `kind` <> 'letter';
--> statement-breakpoint
UPDATE `photo` SET `pixel_hash` = NULL WHERE json_extract(`facts`, '$.format') <> 'heic';
