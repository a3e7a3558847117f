CREATE TABLE `auth_challenge` (
	`id` text PRIMARY KEY NOT NULL,
	`kind` text NOT NULL,
	`ticket_hash` text(64) NOT NULL,
	`user_id` text,
	`login_id` text,
	`data` text NOT NULL,
	`attempts` integer DEFAULT 0 NOT NULL,
	`created_at` integer NOT NULL,
	`expires_at` integer NOT NULL
);
--> statement-breakpoint
CREATE INDEX `auth_challenge_ticket` ON `auth_challenge` (`ticket_hash`);--> statement-breakpoint
CREATE INDEX `auth_challenge_expires` ON `auth_challenge` (`expires_at`);--> statement-breakpoint
CREATE TABLE `api_key` (
	`id` text PRIMARY KEY NOT NULL,
	`user_id` text NOT NULL,
	`name` text(60) NOT NULL,
	`key_hash` text(64) NOT NULL,
	`last_four` text(4) NOT NULL,
	`scopes` text NOT NULL,
	`allowed_addresses` text NOT NULL,
	`limits` text NOT NULL,
	`created_at` integer NOT NULL,
	`expires_at` integer,
	`last_used_at` integer,
	`last_used_ip` text(45),
	`revoked_at` integer,
	`revoked_reason` text,
	FOREIGN KEY (`user_id`) REFERENCES `user`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE INDEX `api_key_hash` ON `api_key` (`key_hash`);--> statement-breakpoint
CREATE INDEX `api_key_user` ON `api_key` (`user_id`,`revoked_at`);--> statement-breakpoint
CREATE TABLE `user_identity` (
	`provider` text(40) NOT NULL,
	`subject` text(255) NOT NULL,
	`user_id` text NOT NULL,
	`email` text(254),
	`linked_at` integer NOT NULL,
	`last_used_at` integer,
	PRIMARY KEY(`provider`, `subject`),
	FOREIGN KEY (`user_id`) REFERENCES `user`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE INDEX `user_identity_user` ON `user_identity` (`user_id`);--> statement-breakpoint
CREATE TABLE `one_time_token` (
	`id` text PRIMARY KEY NOT NULL,
	`kind` text NOT NULL,
	`user_id` text NOT NULL,
	`token_hash` text(64) NOT NULL,
	`subject` text(254),
	`created_by` text,
	`created_at` integer NOT NULL,
	`expires_at` integer NOT NULL,
	`used_at` integer,
	FOREIGN KEY (`user_id`) REFERENCES `user`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE INDEX `one_time_token_hash` ON `one_time_token` (`token_hash`);--> statement-breakpoint
CREATE INDEX `one_time_token_user` ON `one_time_token` (`user_id`,`kind`);--> statement-breakpoint
CREATE TABLE `password_history` (
	`id` text PRIMARY KEY NOT NULL,
	`user_id` text NOT NULL,
	`password_hash` text NOT NULL,
	`created_at` integer NOT NULL,
	FOREIGN KEY (`user_id`) REFERENCES `user`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE INDEX `password_history_user` ON `password_history` (`user_id`,`created_at`);--> statement-breakpoint
CREATE TABLE `passkey` (
	`id` text PRIMARY KEY NOT NULL,
	`user_id` text NOT NULL,
	`credential_id` text(1400) NOT NULL,
	`public_key` text NOT NULL,
	`counter` integer NOT NULL,
	`transports` text,
	`name` text(60) NOT NULL,
	`backed_up` integer NOT NULL,
	`created_at` integer NOT NULL,
	`last_used_at` integer,
	FOREIGN KEY (`user_id`) REFERENCES `user`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE UNIQUE INDEX `passkey_credential` ON `passkey` (`credential_id`);--> statement-breakpoint
CREATE INDEX `passkey_user` ON `passkey` (`user_id`);--> statement-breakpoint
CREATE TABLE `recovery_code` (
	`id` text PRIMARY KEY NOT NULL,
	`user_id` text NOT NULL,
	`code_hash` text(64) NOT NULL,
	`used_at` integer,
	`created_at` integer NOT NULL,
	FOREIGN KEY (`user_id`) REFERENCES `user`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE INDEX `recovery_code_user` ON `recovery_code` (`user_id`);--> statement-breakpoint
CREATE TABLE `totp_secret` (
	`user_id` text PRIMARY KEY NOT NULL,
	`secret` text NOT NULL,
	`last_step` integer NOT NULL,
	`created_at` integer NOT NULL,
	FOREIGN KEY (`user_id`) REFERENCES `user`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE TABLE `sign_in_throttle` (
	`key` text(160) PRIMARY KEY NOT NULL,
	`failures` integer NOT NULL,
	`window_started_at` integer NOT NULL,
	`locked_until` integer
);
--> statement-breakpoint
CREATE INDEX `sign_in_throttle_window` ON `sign_in_throttle` (`window_started_at`);--> statement-breakpoint
CREATE TABLE `mail_outbox` (
	`id` text PRIMARY KEY NOT NULL,
	`user_id` text,
	`recipient` text(254) NOT NULL,
	`event_type` text(50) NOT NULL,
	`subject` text(200) NOT NULL,
	`body` text,
	`status` text NOT NULL,
	`attempts` integer DEFAULT 0 NOT NULL,
	`next_attempt_at` integer,
	`error` text(300),
	`created_at` integer NOT NULL,
	`sent_at` integer
);
--> statement-breakpoint
CREATE INDEX `mail_outbox_status` ON `mail_outbox` (`status`,`next_attempt_at`);--> statement-breakpoint
CREATE INDEX `mail_outbox_created` ON `mail_outbox` (`created_at`);--> statement-breakpoint
CREATE TABLE `notification_template` (
	`id` text PRIMARY KEY NOT NULL,
	`name` text(100) NOT NULL,
	`event_type` text(50) NOT NULL,
	`language` text NOT NULL,
	`subject` text(200) NOT NULL,
	`body` text NOT NULL,
	`variables` text NOT NULL,
	`is_active` integer DEFAULT true NOT NULL,
	`created_at` integer NOT NULL,
	`updated_at` integer NOT NULL
);
--> statement-breakpoint
CREATE UNIQUE INDEX `notification_template_event` ON `notification_template` (`event_type`,`language`);--> statement-breakpoint
CREATE TABLE `violation` (
	`id` text PRIMARY KEY NOT NULL,
	`user_id` text NOT NULL,
	`kind` text(50) NOT NULL,
	`step` integer NOT NULL,
	`detail` text(1000) NOT NULL,
	`session_id` text,
	`created_at` integer NOT NULL,
	`dismissed_at` integer,
	`dismissed_by` text
);
--> statement-breakpoint
CREATE INDEX `violation_user` ON `violation` (`user_id`,`created_at`);--> statement-breakpoint
CREATE TABLE `notice` (
	`id` text PRIMARY KEY NOT NULL,
	`user_id` text NOT NULL,
	`kind` text(50) NOT NULL,
	`severity` text NOT NULL,
	`data` text NOT NULL,
	`link` text(300),
	`created_at` integer NOT NULL,
	`read_at` integer
);
--> statement-breakpoint
CREATE INDEX `notice_user` ON `notice` (`user_id`,`created_at`);--> statement-breakpoint
CREATE TABLE `access_request` (
	`id` text PRIMARY KEY NOT NULL,
	`kind` text NOT NULL,
	`user_id` text NOT NULL,
	`reason` text(1000) NOT NULL,
	`amount_micro_usd` integer,
	`status` text NOT NULL,
	`decided_by` text,
	`decided_at` integer,
	`decision_note` text(1000),
	`ends_at` integer,
	`created_at` integer NOT NULL
);
--> statement-breakpoint
CREATE INDEX `access_request_user` ON `access_request` (`user_id`,`status`);--> statement-breakpoint
CREATE INDEX `access_request_status` ON `access_request` (`status`,`created_at`);--> statement-breakpoint
CREATE TABLE `audit_seal` (
	`seq` integer PRIMARY KEY NOT NULL,
	`audit_id` text NOT NULL,
	`hash` text(64) NOT NULL,
	`sealed_at` integer NOT NULL
);
--> statement-breakpoint
CREATE UNIQUE INDEX `audit_seal_row` ON `audit_seal` (`audit_id`);--> statement-breakpoint
CREATE TABLE `system_setting` (
	`id` text PRIMARY KEY NOT NULL,
	`category` text NOT NULL,
	`key` text(100) NOT NULL,
	`value` text,
	`value_type` text NOT NULL,
	`description` text,
	`is_secret` integer DEFAULT false NOT NULL,
	`is_editable` integer DEFAULT true NOT NULL,
	`updated_by` text,
	`created_at` integer NOT NULL,
	`updated_at` integer NOT NULL
);
--> statement-breakpoint
CREATE UNIQUE INDEX `system_setting_key` ON `system_setting` (`category`,`key`);--> statement-breakpoint
CREATE TABLE `user_limit` (
	`user_id` text NOT NULL,
	`kind` text NOT NULL,
	`value` integer,
	`set_by` text,
	`set_at` integer NOT NULL,
	PRIMARY KEY(`user_id`, `kind`)
);
--> statement-breakpoint
CREATE INDEX `user_limit_kind` ON `user_limit` (`kind`);--> statement-breakpoint
ALTER TABLE `user_session` ADD `method` text(40) DEFAULT 'password' NOT NULL;--> statement-breakpoint
ALTER TABLE `user_session` ADD `proved_at` integer;--> statement-breakpoint
ALTER TABLE `user_session` ADD `proved_by` text;--> statement-breakpoint
ALTER TABLE `user` ADD `pending_email` text(254);--> statement-breakpoint
ALTER TABLE `user` ADD `email_verified_at` integer;--> statement-breakpoint
ALTER TABLE `user` ADD `status_reason` text(500);--> statement-breakpoint
ALTER TABLE `user` ADD `suspended_until` integer;--> statement-breakpoint
ALTER TABLE `user` ADD `password_changed_at` integer;--> statement-breakpoint
ALTER TABLE `user` ADD `must_change_password` integer DEFAULT false NOT NULL;--> statement-breakpoint
ALTER TABLE `user` ADD `factor_asked_at` integer;--> statement-breakpoint
ALTER TABLE `user` ADD `language` text;--> statement-breakpoint
ALTER TABLE `user` ADD `theme` text DEFAULT 'system' NOT NULL;--> statement-breakpoint
ALTER TABLE `user` ADD `time_zone` text(64) DEFAULT 'Asia/Tokyo' NOT NULL;--> statement-breakpoint
ALTER TABLE `user` ADD `last_active_at` integer;--> statement-breakpoint
ALTER TABLE `user` ADD `expires_at` integer;--> statement-breakpoint
ALTER TABLE `user` ADD `deleted_at` integer;--> statement-breakpoint
ALTER TABLE `user` ADD `gone_at` integer;--> statement-breakpoint
ALTER TABLE `user` ADD `hold` integer DEFAULT false NOT NULL;--> statement-breakpoint
CREATE INDEX `user_role` ON `user` (`role`,`status`);--> statement-breakpoint
CREATE INDEX `user_created` ON `user` (`created_at`);--> statement-breakpoint
CREATE INDEX `user_active` ON `user` (`last_active_at`);--> statement-breakpoint
CREATE INDEX `user_gone` ON `user` (`gone_at`);--> statement-breakpoint
ALTER TABLE `user_activity` ADD `key_id` text;--> statement-breakpoint
ALTER TABLE `audit_log` ADD `key_id` text;--> statement-breakpoint
ALTER TABLE `audit_log` ADD `request_id` text(36);--> statement-breakpoint
ALTER TABLE `chat_session` ADD `archived_at` integer;--> statement-breakpoint
ALTER TABLE `usage_record` ADD `key_id` text;