CREATE TABLE `break_glass` (
	`id` text PRIMARY KEY NOT NULL,
	`admin_id` text NOT NULL,
	`resource_type` text NOT NULL,
	`resource_id` text NOT NULL,
	`owner_id` text NOT NULL,
	`reason` text(500) NOT NULL,
	`created_at` integer NOT NULL,
	`expires_at` integer NOT NULL
);
--> statement-breakpoint
CREATE INDEX `break_glass_admin` ON `break_glass` (`admin_id`,`resource_id`,`expires_at`);--> statement-breakpoint
CREATE INDEX `break_glass_resource` ON `break_glass` (`resource_type`,`resource_id`,`created_at`);--> statement-breakpoint
ALTER TABLE `project` ADD `storage_bytes` integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE `project` ADD `file_count` integer DEFAULT 0 NOT NULL;--> statement-breakpoint
CREATE INDEX `project_created` ON `project` (`status`,`created_at`);--> statement-breakpoint
CREATE INDEX `project_storage` ON `project` (`status`,`storage_bytes`);