CREATE TABLE `setup_state` (
	`key` text PRIMARY KEY NOT NULL,
	`user_id` text NOT NULL,
	`done_at` integer NOT NULL
);
--> statement-breakpoint
CREATE TABLE `user_session` (
	`id` text PRIMARY KEY NOT NULL,
	`user_id` text NOT NULL,
	`session_token_hash` text(64) NOT NULL,
	`ip_address` text(45),
	`user_agent` text(500),
	`device_info` text,
	`login_at` integer NOT NULL,
	`last_activity_at` integer NOT NULL,
	`expires_at` integer NOT NULL,
	`is_active` integer DEFAULT true NOT NULL,
	`logout_at` integer,
	`logout_reason` text,
	FOREIGN KEY (`user_id`) REFERENCES `user`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE INDEX `user_session_user` ON `user_session` (`user_id`);--> statement-breakpoint
CREATE INDEX `user_session_active` ON `user_session` (`is_active`,`expires_at`);--> statement-breakpoint
CREATE INDEX `user_session_token` ON `user_session` (`session_token_hash`);--> statement-breakpoint
CREATE TABLE `user` (
	`id` text PRIMARY KEY NOT NULL,
	`email` text(254) NOT NULL,
	`name` text(100) NOT NULL,
	`role` text NOT NULL,
	`status` text NOT NULL,
	`password_hash` text,
	`created_at` integer NOT NULL,
	`updated_at` integer NOT NULL
);
--> statement-breakpoint
CREATE UNIQUE INDEX `user_email` ON `user` (`email`);--> statement-breakpoint
CREATE TABLE `user_activity` (
	`id` text PRIMARY KEY NOT NULL,
	`user_id` text,
	`action_type` text(50) NOT NULL,
	`resource_type` text(50),
	`resource_id` text,
	`endpoint` text(255) NOT NULL,
	`method` text(10) NOT NULL,
	`request_body` text,
	`response_status` integer NOT NULL,
	`error_message` text,
	`error_code` text(50),
	`ip_address` text(45),
	`user_agent` text(500),
	`duration_ms` integer NOT NULL,
	`created_at` integer NOT NULL
);
--> statement-breakpoint
CREATE INDEX `user_activity_user` ON `user_activity` (`user_id`);--> statement-breakpoint
CREATE INDEX `user_activity_action` ON `user_activity` (`action_type`);--> statement-breakpoint
CREATE INDEX `user_activity_resource` ON `user_activity` (`resource_type`,`resource_id`);--> statement-breakpoint
CREATE INDEX `user_activity_created` ON `user_activity` ("created_at" desc);--> statement-breakpoint
CREATE INDEX `user_activity_status` ON `user_activity` (`response_status`);--> statement-breakpoint
CREATE INDEX `user_activity_errors` ON `user_activity` ("created_at" desc) WHERE "user_activity"."error_message" is not null;--> statement-breakpoint
CREATE TABLE `audit_log` (
	`id` text PRIMARY KEY NOT NULL,
	`user_id` text,
	`impersonator_id` text,
	`event_type` text NOT NULL,
	`action` text(50) NOT NULL,
	`resource_type` text(50) NOT NULL,
	`resource_id` text,
	`old_value` text,
	`new_value` text,
	`changed_fields` text,
	`ip_address` text(45),
	`user_agent` text(500),
	`severity` text NOT NULL,
	`metadata` text,
	`created_at` integer NOT NULL
);
--> statement-breakpoint
CREATE INDEX `audit_log_user` ON `audit_log` (`user_id`);--> statement-breakpoint
CREATE INDEX `audit_log_event` ON `audit_log` (`event_type`);--> statement-breakpoint
CREATE INDEX `audit_log_resource` ON `audit_log` (`resource_type`,`resource_id`);--> statement-breakpoint
CREATE INDEX `audit_log_severity` ON `audit_log` (`severity`);--> statement-breakpoint
CREATE INDEX `audit_log_created` ON `audit_log` ("created_at" desc);--> statement-breakpoint
CREATE TABLE `project` (
	`id` text PRIMARY KEY NOT NULL,
	`name` text(100) NOT NULL,
	`owner_id` text NOT NULL,
	`status` text NOT NULL,
	`created_at` integer NOT NULL,
	`last_activity_at` integer NOT NULL,
	`deleted_at` integer,
	FOREIGN KEY (`owner_id`) REFERENCES `user`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE INDEX `project_owner` ON `project` (`owner_id`,`status`);--> statement-breakpoint
CREATE INDEX `project_activity` ON `project` (`status`,`last_activity_at`);--> statement-breakpoint
CREATE TABLE `project_member` (
	`project_id` text NOT NULL,
	`user_id` text NOT NULL,
	`role` text NOT NULL,
	`created_at` integer NOT NULL,
	PRIMARY KEY(`project_id`, `user_id`),
	FOREIGN KEY (`project_id`) REFERENCES `project`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`user_id`) REFERENCES `user`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE INDEX `project_member_user` ON `project_member` (`user_id`);--> statement-breakpoint
CREATE TABLE `chat_session` (
	`id` text PRIMARY KEY NOT NULL,
	`project_id` text NOT NULL,
	`user_id` text NOT NULL,
	`title` text(120) NOT NULL,
	`model` text(100) NOT NULL,
	`mode` text NOT NULL,
	`status` text NOT NULL,
	`message_count` integer DEFAULT 0 NOT NULL,
	`cost_micro_usd` integer DEFAULT 0 NOT NULL,
	`created_at` integer NOT NULL,
	`last_activity_at` integer NOT NULL,
	`deleted_at` integer,
	FOREIGN KEY (`project_id`) REFERENCES `project`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`user_id`) REFERENCES `user`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE INDEX `chat_session_user` ON `chat_session` (`user_id`,`status`,`last_activity_at`);--> statement-breakpoint
CREATE INDEX `chat_session_project` ON `chat_session` (`project_id`,`status`);