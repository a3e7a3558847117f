CREATE TABLE `alert_channel` (
	`id` text PRIMARY KEY NOT NULL,
	`kind` text NOT NULL,
	`name` text(100) NOT NULL,
	`language` text NOT NULL,
	`target` text NOT NULL,
	`target_hint` text(300) NOT NULL,
	`secret` text,
	`is_enabled` integer DEFAULT true NOT NULL,
	`last_outcome` text(100),
	`last_sent_at` integer,
	`last_failed_at` integer,
	`created_by` text NOT NULL,
	`created_at` integer NOT NULL,
	`updated_at` integer NOT NULL
);
--> statement-breakpoint
CREATE TABLE `alert_delivery` (
	`id` text PRIMARY KEY NOT NULL,
	`event_id` text NOT NULL,
	`channel` text(36) NOT NULL,
	`status` text NOT NULL,
	`attempts` integer DEFAULT 0 NOT NULL,
	`next_attempt_at` integer,
	`outcome` text(100),
	`created_at` integer NOT NULL,
	`sent_at` integer
);
--> statement-breakpoint
CREATE INDEX `alert_delivery_event` ON `alert_delivery` (`event_id`);--> statement-breakpoint
CREATE INDEX `alert_delivery_due` ON `alert_delivery` (`status`,`next_attempt_at`);--> statement-breakpoint
CREATE TABLE `alert_event` (
	`id` text PRIMARY KEY NOT NULL,
	`alert_id` text NOT NULL,
	`kind` text NOT NULL,
	`value` real,
	`threshold` text NOT NULL,
	`comparison_operator` text(10) NOT NULL,
	`at` integer NOT NULL
);
--> statement-breakpoint
CREATE INDEX `alert_event_alert` ON `alert_event` (`alert_id`,`at`);--> statement-breakpoint
CREATE INDEX `alert_event_at` ON `alert_event` (`at`);--> statement-breakpoint
CREATE TABLE `report_run` (
	`id` text(60) PRIMARY KEY NOT NULL,
	`created_at` integer NOT NULL
);
--> statement-breakpoint
CREATE TABLE `system_alert` (
	`id` text PRIMARY KEY NOT NULL,
	`name` text(100) NOT NULL,
	`condition_type` text(50) NOT NULL,
	`threshold` text NOT NULL,
	`comparison_operator` text NOT NULL,
	`notification_channels` text NOT NULL,
	`is_enabled` integer DEFAULT true NOT NULL,
	`last_triggered_at` integer,
	`trigger_count` integer DEFAULT 0 NOT NULL,
	`created_by` text NOT NULL,
	`created_at` integer NOT NULL,
	`updated_at` integer NOT NULL,
	`pending_minutes` integer DEFAULT 0 NOT NULL,
	`keep_firing_minutes` integer DEFAULT 0 NOT NULL,
	`cooldown_minutes` integer DEFAULT 30 NOT NULL,
	`state` text DEFAULT 'ok' NOT NULL,
	`state_since` integer NOT NULL,
	`clear_since` integer,
	`is_told` integer DEFAULT false NOT NULL,
	`last_told_at` integer,
	`silenced_until` integer,
	`last_value` real,
	`last_evaluated_at` integer,
	`revision` integer DEFAULT 0 NOT NULL,
	`deleted_at` integer
);
--> statement-breakpoint
CREATE INDEX `system_alert_state` ON `system_alert` (`deleted_at`,`state`);--> statement-breakpoint
CREATE TABLE `announcement_read` (
	`announcement_id` text NOT NULL,
	`user_id` text NOT NULL,
	`read_at` integer NOT NULL,
	PRIMARY KEY(`announcement_id`, `user_id`)
);
--> statement-breakpoint
CREATE INDEX `announcement_read_user` ON `announcement_read` (`user_id`);--> statement-breakpoint
CREATE TABLE `system_announcement` (
	`id` text PRIMARY KEY NOT NULL,
	`title` text(200) NOT NULL,
	`content` text NOT NULL,
	`announcement_type` text NOT NULL,
	`priority` integer DEFAULT 5 NOT NULL,
	`start_at` integer NOT NULL,
	`end_at` integer,
	`is_active` integer DEFAULT true NOT NULL,
	`target_roles` text,
	`created_by` text NOT NULL,
	`created_at` integer NOT NULL,
	`updated_at` integer NOT NULL
);
--> statement-breakpoint
CREATE INDEX `system_announcement_active` ON `system_announcement` (`is_active`,`start_at`,`end_at`);