CREATE TABLE `open_socket` (
	`login_id` text NOT NULL,
	`chat_session_id` text NOT NULL,
	`opened_at` integer NOT NULL,
	PRIMARY KEY(`login_id`, `chat_session_id`)
);
--> statement-breakpoint
CREATE TABLE `project_rule` (
	`project_id` text NOT NULL,
	`user_id` text NOT NULL,
	`rule` text(500) NOT NULL,
	`created_at` integer NOT NULL,
	PRIMARY KEY(`project_id`, `user_id`, `rule`),
	FOREIGN KEY (`project_id`) REFERENCES `project`(`id`) ON UPDATE no action ON DELETE no action
);
