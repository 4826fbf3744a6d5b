-- Where reports lie, to be found by boxes. It rounds outwards: what is found is compared with the report's own point.
CREATE VIRTUAL TABLE `ticket_tree` USING rtree(`id`, `south`, `north`, `west`, `east`);--> statement-breakpoint
INSERT INTO `ticket_tree` SELECT `id`, `lat`, `lat`, `lon`, `lon` FROM `ticket` WHERE `lat` IS NOT NULL AND `lon` IS NOT NULL;--> statement-breakpoint
CREATE TRIGGER `ticket_tree_filed` AFTER INSERT ON `ticket` WHEN new.`lat` IS NOT NULL AND new.`lon` IS NOT NULL BEGIN
  INSERT INTO `ticket_tree` VALUES (new.`id`, new.`lat`, new.`lat`, new.`lon`, new.`lon`);
END;--> statement-breakpoint
CREATE TRIGGER `ticket_tree_moved` AFTER UPDATE OF `lat`, `lon` ON `ticket` WHEN old.`lat` IS NOT new.`lat` OR old.`lon` IS NOT new.`lon` BEGIN
  DELETE FROM `ticket_tree` WHERE `id` = old.`id`;
  INSERT INTO `ticket_tree` SELECT new.`id`, new.`lat`, new.`lat`, new.`lon`, new.`lon` WHERE new.`lat` IS NOT NULL AND new.`lon` IS NOT NULL;
END;
