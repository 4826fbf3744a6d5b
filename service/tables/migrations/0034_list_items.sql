ALTER TABLE `ticket` ADD `next_clock` text;--> statement-breakpoint
ALTER TABLE `ticket` ADD `verdict_brief` text;--> statement-breakpoint
ALTER TABLE `ticket` ADD `headline` text DEFAULT '' NOT NULL;--> statement-breakpoint
ALTER TABLE `ticket` ADD `photos` integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE `ticket` ADD `report_photos` integer DEFAULT 0 NOT NULL;--> statement-breakpoint
UPDATE `ticket` SET
  `next_clock` = CASE WHEN `next_due_at` IS NOT NULL THEN (
    SELECT `value` ->> 'clock' FROM json_each(`clocks`)
    WHERE `value` ->> 'clock' IN ('response', 'completion', 'validation', 'monthly_close')
      AND `value` ->> 'metAt' IS NULL AND `value` ->> 'stoppedAt' IS NULL
    ORDER BY `value` ->> 'dueAt', instr('response completion validation monthly_close', `value` ->> 'clock') LIMIT 1) END,
  `verdict_brief` = CASE WHEN `verdict` IS NOT NULL THEN json_object(
    'verdict', CASE
      WHEN json_array_length(`verdict`, '$.findings') = 0 THEN 'pass'
      WHEN EXISTS (SELECT 1 FROM json_each(`verdict`, '$.findings') WHERE `value` ->> 'severity' = 'fail') THEN 'fail'
      ELSE 'warn' END,
    'codes', json((SELECT json_group_array(`code`) FROM (
      SELECT `value` ->> 'code' AS `code` FROM json_each(`verdict`, '$.findings') GROUP BY `code` ORDER BY min(`key`))))) END,
  `headline` = coalesce((
    SELECT CASE WHEN length(`line`) <= 120 THEN `line` ELSE substr(`line`, 1, 119) || '…' END FROM (
      SELECT substr(`text`, 1, min(instr(`text` || char(10), char(10)), instr(`text` || char(13), char(13))) - 1) AS `line` FROM (
        SELECT ltrim(`body`, char(9, 10, 13, 32)) AS `text` FROM `ticket_text`
        WHERE `ticket_text`.`ticket_id` = `ticket`.`id` AND `kind` = 'description' ORDER BY `at` DESC, rowid DESC LIMIT 1))), ''),
  `photos` = (SELECT count(*) FROM `photo` WHERE `photo`.`ticket_id` = `ticket`.`id` AND `erased_at` IS NULL),
  `report_photos` = (SELECT count(*) FROM `photo` WHERE `photo`.`ticket_id` = `ticket`.`id` AND `erased_at` IS NULL AND `kind` = 'report');
