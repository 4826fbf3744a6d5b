CREATE TABLE `forwarding` (
	`category` text NOT NULL,
	`area` text NOT NULL,
	`sender` text NOT NULL,
	`office` text NOT NULL,
	`month` integer NOT NULL,
	`sent` integer NOT NULL,
	`passed_on` integer NOT NULL,
	PRIMARY KEY(`category`, `area`, `sender`, `office`, `month`)
);
