ALTER TABLE `ticket` ADD `stepped_at` integer DEFAULT 0 NOT NULL;--> statement-breakpoint
UPDATE `ticket` SET `stepped_at` = coalesce((SELECT `at` FROM `event` WHERE `event`.`ticket_id` = `ticket`.`id` AND `event`.`action` IN ('lapor', 'proses', 'koordinasi', 'disposisi', 'disposisi_unit', 'tiket', 'tolak', 'tindak_lanjut', 'kembalikan', 'setujui', 'cek_lapangan', 'hasil_lapangan', 'gabung', 'buka_kembali') ORDER BY `version` DESC LIMIT 1), 0);
--> statement-breakpoint
CREATE INDEX `ticket_filed_by_stepped` ON `ticket` (`filed_by`,`stepped_at`,`id`);--> statement-breakpoint
CREATE INDEX `ticket_public_received` ON `ticket` (`received_at`,`id`) WHERE "ticket"."private" = 0;--> statement-breakpoint
CREATE INDEX `ticket_public_stepped` ON `ticket` (`stepped_at`,`id`) WHERE "ticket"."private" = 0;