CREATE TABLE `import_row` (
	`job_id` text NOT NULL,
	`row` integer NOT NULL,
	`data` text NOT NULL,
	PRIMARY KEY(`job_id`, `row`)
);
--> statement-breakpoint
CREATE TABLE `command_pattern` (
	`id` text PRIMARY KEY NOT NULL,
	`updated_by` text,
	`created_at` integer NOT NULL,
	`updated_at` integer NOT NULL,
	`pattern` text(200) NOT NULL,
	`effect` text NOT NULL,
	`note` text(500) NOT NULL
);
--> statement-breakpoint
CREATE UNIQUE INDEX `command_pattern_pattern` ON `command_pattern` (`pattern`);--> statement-breakpoint
CREATE TABLE `project_template` (
	`id` text PRIMARY KEY NOT NULL,
	`updated_by` text,
	`created_at` integer NOT NULL,
	`updated_at` integer NOT NULL,
	`name` text(100) NOT NULL,
	`description` text(500) NOT NULL,
	`files` text NOT NULL
);
--> statement-breakpoint
CREATE UNIQUE INDEX `project_template_name` ON `project_template` (`name`);--> statement-breakpoint
CREATE TABLE `prompt_template` (
	`id` text PRIMARY KEY NOT NULL,
	`updated_by` text,
	`created_at` integer NOT NULL,
	`updated_at` integer NOT NULL,
	`name` text(60) NOT NULL,
	`description` text(200) NOT NULL,
	`body` text NOT NULL
);
--> statement-breakpoint
CREATE UNIQUE INDEX `prompt_template_name` ON `prompt_template` (`name`);