CREATE TABLE `debug_entry` (
	`seq` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`scope_id` text NOT NULL,
	`at` integer NOT NULL,
	`level` text NOT NULL,
	`event` text(20) NOT NULL,
	`request_id` text(36),
	`ms` integer,
	`fields` text NOT NULL
);
--> statement-breakpoint
CREATE INDEX `debug_entry_scope` ON `debug_entry` (`scope_id`,`seq`);--> statement-breakpoint
CREATE TABLE `debug_scope` (
	`id` text PRIMARY KEY NOT NULL,
	`user_id` text NOT NULL,
	`session_id` text,
	`level` text NOT NULL,
	`reason` text(500),
	`enabled_by` text NOT NULL,
	`enabled_at` integer NOT NULL,
	`expires_at` integer NOT NULL,
	`ended_at` integer,
	`ended_by` text,
	`entries` integer DEFAULT 0 NOT NULL
);
--> statement-breakpoint
CREATE UNIQUE INDEX `debug_scope_open` ON `debug_scope` (`user_id`) WHERE "debug_scope"."ended_at" is null;--> statement-breakpoint
CREATE INDEX `debug_scope_enabled` ON `debug_scope` (`enabled_at`);--> statement-breakpoint
CREATE TABLE `security_finding` (
	`id` text PRIMARY KEY NOT NULL,
	`kind` text(40) NOT NULL,
	`severity` text(10) NOT NULL,
	`user_id` text,
	`ip` text(45),
	`detail` text NOT NULL,
	`created_at` integer NOT NULL,
	`last_at` integer NOT NULL,
	`times` integer DEFAULT 1 NOT NULL,
	`dismissed_at` integer,
	`dismissed_by` text,
	`dismissed_why` text(500)
);
--> statement-breakpoint
CREATE INDEX `security_finding_created` ON `security_finding` (`created_at`);--> statement-breakpoint
CREATE INDEX `security_finding_open` ON `security_finding` (`created_at`) WHERE "security_finding"."dismissed_at" is null;--> statement-breakpoint
CREATE INDEX `security_finding_user` ON `security_finding` (`user_id`,`created_at`);--> statement-breakpoint
DROP INDEX `user_session_user`;--> statement-breakpoint
ALTER TABLE `user_session` ADD `country` text(2);--> statement-breakpoint
ALTER TABLE `user_session` ADD `city` text(100);--> statement-breakpoint
ALTER TABLE `user_session` ADD `latitude` real;--> statement-breakpoint
ALTER TABLE `user_session` ADD `longitude` real;--> statement-breakpoint
CREATE INDEX `user_session_person` ON `user_session` (`user_id`,`login_at`);--> statement-breakpoint
CREATE INDEX `user_session_ip` ON `user_session` (`ip_address`,`login_at`);--> statement-breakpoint
CREATE INDEX `user_session_located` ON `user_session` (`login_at`) WHERE "user_session"."latitude" is not null;--> statement-breakpoint
CREATE INDEX `violation_created` ON `violation` (`created_at`);--> statement-breakpoint
CREATE INDEX `violation_open` ON `violation` (`created_at`) WHERE "violation"."dismissed_at" is null;