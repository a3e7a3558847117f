CREATE TABLE `route_day` (
	`day` text(10) NOT NULL,
	`route` text(100) NOT NULL,
	`method` text(10) NOT NULL,
	`status` integer NOT NULL,
	`code` text(50) NOT NULL,
	`requests` integer NOT NULL,
	PRIMARY KEY(`day`, `route`, `method`, `status`, `code`)
);
--> statement-breakpoint
ALTER TABLE `user_activity` ADD `route` text(100);