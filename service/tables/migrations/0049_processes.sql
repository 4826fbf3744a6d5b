CREATE TABLE `lease` (
	`name` text PRIMARY KEY NOT NULL,
	`holder` text NOT NULL,
	`fence` integer NOT NULL
);
--> statement-breakpoint
CREATE TABLE `revision` (
	`subject` text PRIMARY KEY NOT NULL,
	`n` integer NOT NULL
);
--> statement-breakpoint
CREATE TABLE `service_process` (
	`id` text PRIMARY KEY NOT NULL,
	`until` integer NOT NULL
);
--> statement-breakpoint
ALTER TABLE `import_job` ADD `holder` text;--> statement-breakpoint
ALTER TABLE `idempotent_call` ADD `holder` text;
--> statement-breakpoint
CREATE TRIGGER `revision_session_delete` AFTER DELETE ON `session` BEGIN
	INSERT INTO `revision` (`subject`, `n`) VALUES ('sessions', 1) ON CONFLICT (`subject`) DO UPDATE SET `n` = `n` + 1;
END;
--> statement-breakpoint
CREATE TRIGGER `revision_user_update` AFTER UPDATE OF "name", "username", "disabled_at", "one_time_password" ON `user` BEGIN
	INSERT INTO `revision` (`subject`, `n`) VALUES ('sessions', 1) ON CONFLICT (`subject`) DO UPDATE SET `n` = `n` + 1;
END;
--> statement-breakpoint
CREATE TRIGGER `revision_officer_grant_insert` AFTER INSERT ON `officer_grant` BEGIN
	INSERT INTO `revision` (`subject`, `n`) VALUES ('sessions', 1) ON CONFLICT (`subject`) DO UPDATE SET `n` = `n` + 1;
END;
--> statement-breakpoint
CREATE TRIGGER `revision_officer_grant_update` AFTER UPDATE ON `officer_grant` BEGIN
	INSERT INTO `revision` (`subject`, `n`) VALUES ('sessions', 1) ON CONFLICT (`subject`) DO UPDATE SET `n` = `n` + 1;
END;
--> statement-breakpoint
CREATE TRIGGER `revision_officer_grant_delete` AFTER DELETE ON `officer_grant` BEGIN
	INSERT INTO `revision` (`subject`, `n`) VALUES ('sessions', 1) ON CONFLICT (`subject`) DO UPDATE SET `n` = `n` + 1;
END;
--> statement-breakpoint
CREATE TRIGGER `revision_second_factor_insert` AFTER INSERT ON `second_factor` BEGIN
	INSERT INTO `revision` (`subject`, `n`) VALUES ('sessions', 1) ON CONFLICT (`subject`) DO UPDATE SET `n` = `n` + 1;
END;
--> statement-breakpoint
CREATE TRIGGER `revision_second_factor_update` AFTER UPDATE OF "set_at" ON `second_factor` BEGIN
	INSERT INTO `revision` (`subject`, `n`) VALUES ('sessions', 1) ON CONFLICT (`subject`) DO UPDATE SET `n` = `n` + 1;
END;
--> statement-breakpoint
CREATE TRIGGER `revision_second_factor_delete` AFTER DELETE ON `second_factor` BEGIN
	INSERT INTO `revision` (`subject`, `n`) VALUES ('sessions', 1) ON CONFLICT (`subject`) DO UPDATE SET `n` = `n` + 1;
END;
--> statement-breakpoint
CREATE TRIGGER `revision_unit_insert` AFTER INSERT ON `unit` BEGIN
	INSERT INTO `revision` (`subject`, `n`) VALUES ('units', 1) ON CONFLICT (`subject`) DO UPDATE SET `n` = `n` + 1;
END;
--> statement-breakpoint
CREATE TRIGGER `revision_unit_update` AFTER UPDATE ON `unit` BEGIN
	INSERT INTO `revision` (`subject`, `n`) VALUES ('units', 1) ON CONFLICT (`subject`) DO UPDATE SET `n` = `n` + 1;
END;
--> statement-breakpoint
CREATE TRIGGER `revision_unit_delete` AFTER DELETE ON `unit` BEGIN
	INSERT INTO `revision` (`subject`, `n`) VALUES ('units', 1) ON CONFLICT (`subject`) DO UPDATE SET `n` = `n` + 1;
END;
--> statement-breakpoint
CREATE TRIGGER `revision_policy_insert` AFTER INSERT ON `policy` BEGIN
	INSERT INTO `revision` (`subject`, `n`) VALUES ('policy', 1) ON CONFLICT (`subject`) DO UPDATE SET `n` = `n` + 1;
END;
--> statement-breakpoint
CREATE TRIGGER `revision_policy_update` AFTER UPDATE ON `policy` BEGIN
	INSERT INTO `revision` (`subject`, `n`) VALUES ('policy', 1) ON CONFLICT (`subject`) DO UPDATE SET `n` = `n` + 1;
END;
--> statement-breakpoint
CREATE TRIGGER `revision_policy_delete` AFTER DELETE ON `policy` BEGIN
	INSERT INTO `revision` (`subject`, `n`) VALUES ('policy', 1) ON CONFLICT (`subject`) DO UPDATE SET `n` = `n` + 1;
END;
--> statement-breakpoint
CREATE TRIGGER `revision_calendar_day_insert` AFTER INSERT ON `calendar_day` BEGIN
	INSERT INTO `revision` (`subject`, `n`) VALUES ('calendar', 1) ON CONFLICT (`subject`) DO UPDATE SET `n` = `n` + 1;
END;
--> statement-breakpoint
CREATE TRIGGER `revision_calendar_day_update` AFTER UPDATE ON `calendar_day` BEGIN
	INSERT INTO `revision` (`subject`, `n`) VALUES ('calendar', 1) ON CONFLICT (`subject`) DO UPDATE SET `n` = `n` + 1;
END;
--> statement-breakpoint
CREATE TRIGGER `revision_calendar_day_delete` AFTER DELETE ON `calendar_day` BEGIN
	INSERT INTO `revision` (`subject`, `n`) VALUES ('calendar', 1) ON CONFLICT (`subject`) DO UPDATE SET `n` = `n` + 1;
END;
--> statement-breakpoint
CREATE TRIGGER `revision_category_insert` AFTER INSERT ON `category` BEGIN
	INSERT INTO `revision` (`subject`, `n`) VALUES ('categories', 1) ON CONFLICT (`subject`) DO UPDATE SET `n` = `n` + 1;
END;
--> statement-breakpoint
CREATE TRIGGER `revision_category_update` AFTER UPDATE ON `category` BEGIN
	INSERT INTO `revision` (`subject`, `n`) VALUES ('categories', 1) ON CONFLICT (`subject`) DO UPDATE SET `n` = `n` + 1;
END;
--> statement-breakpoint
CREATE TRIGGER `revision_category_delete` AFTER DELETE ON `category` BEGIN
	INSERT INTO `revision` (`subject`, `n`) VALUES ('categories', 1) ON CONFLICT (`subject`) DO UPDATE SET `n` = `n` + 1;
END;
