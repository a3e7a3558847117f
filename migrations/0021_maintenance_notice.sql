CREATE TABLE `maintenance_notice` (
	`starts_at` integer PRIMARY KEY NOT NULL,
	`last_user_id` text(36) NOT NULL,
	`finished_at` integer
);
