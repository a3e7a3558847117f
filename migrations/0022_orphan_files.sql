CREATE TABLE `orphan_file` (
	`id` text PRIMARY KEY NOT NULL,
	`key` text(200) NOT NULL,
	`project_id` text,
	`project_name` text(100),
	`path` text NOT NULL,
	`size` integer NOT NULL,
	`mime_type` text(100) NOT NULL,
	`created_at` integer NOT NULL,
	`found_at` integer NOT NULL
);
--> statement-breakpoint
CREATE UNIQUE INDEX `orphan_file_key_unique` ON `orphan_file` (`key`);--> statement-breakpoint
CREATE INDEX `orphan_file_size` ON `orphan_file` (`size`);