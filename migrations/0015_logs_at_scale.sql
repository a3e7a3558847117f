CREATE TABLE `saved_view` (
	`id` text PRIMARY KEY NOT NULL,
	`user_id` text NOT NULL,
	`page` text(30) NOT NULL,
	`name` text(60) NOT NULL,
	`query` text(2000) NOT NULL,
	`created_at` integer NOT NULL,
	FOREIGN KEY (`user_id`) REFERENCES `user`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE INDEX `saved_view_user` ON `saved_view` (`user_id`,`page`);--> statement-breakpoint
CREATE TABLE `activity_hour` (
	`hour` integer NOT NULL,
	`failed` integer NOT NULL,
	`rows` integer NOT NULL,
	PRIMARY KEY(`hour`, `failed`)
);
--> statement-breakpoint
CREATE TABLE `audit_hour` (
	`hour` integer NOT NULL,
	`event_type` text NOT NULL,
	`rows` integer NOT NULL,
	PRIMARY KEY(`hour`, `event_type`)
);
--> statement-breakpoint
DROP INDEX `user_activity_action`;--> statement-breakpoint
DROP INDEX `user_activity_resource`;--> statement-breakpoint
DROP INDEX `user_activity_created`;--> statement-breakpoint
DROP INDEX `user_activity_status`;--> statement-breakpoint
DROP INDEX `user_activity_errors`;--> statement-breakpoint
CREATE INDEX `user_activity_kind` ON `user_activity` (`resource_type`,`created_at`);--> statement-breakpoint
CREATE INDEX `user_activity_duration` ON `user_activity` (`duration_ms`,`created_at`);--> statement-breakpoint
CREATE INDEX `user_activity_action` ON `user_activity` (`action_type`,`created_at`);--> statement-breakpoint
CREATE INDEX `user_activity_resource` ON `user_activity` (`resource_type`,`resource_id`,`created_at`);--> statement-breakpoint
CREATE INDEX `user_activity_created` ON `user_activity` (`created_at`);--> statement-breakpoint
CREATE INDEX `user_activity_status` ON `user_activity` (`response_status`,`created_at`);--> statement-breakpoint
CREATE INDEX `user_activity_errors` ON `user_activity` (`created_at`) WHERE "user_activity"."error_message" is not null;--> statement-breakpoint
DROP INDEX `audit_log_user`;--> statement-breakpoint
DROP INDEX `audit_log_event`;--> statement-breakpoint
DROP INDEX `audit_log_resource`;--> statement-breakpoint
DROP INDEX `audit_log_severity`;--> statement-breakpoint
DROP INDEX `audit_log_created`;--> statement-breakpoint
CREATE INDEX `audit_log_action` ON `audit_log` (`action`,`created_at`);--> statement-breakpoint
CREATE INDEX `audit_log_kind` ON `audit_log` (`resource_type`,`created_at`);--> statement-breakpoint
CREATE INDEX `audit_log_request` ON `audit_log` (`request_id`) WHERE "audit_log"."request_id" is not null;--> statement-breakpoint
CREATE INDEX `audit_log_user` ON `audit_log` (`user_id`,`created_at`);--> statement-breakpoint
CREATE INDEX `audit_log_event` ON `audit_log` (`event_type`,`created_at`);--> statement-breakpoint
CREATE INDEX `audit_log_resource` ON `audit_log` (`resource_type`,`resource_id`,`created_at`);--> statement-breakpoint
CREATE INDEX `audit_log_severity` ON `audit_log` (`severity`,`created_at`);--> statement-breakpoint
CREATE INDEX `audit_log_created` ON `audit_log` (`created_at`);--> statement-breakpoint
CREATE INDEX `user_name` ON `user` (lower("name"));--> statement-breakpoint
INSERT INTO activity_hour (hour, failed, rows) SELECT created_at / 3600000, error_message IS NOT NULL, count(*) FROM user_activity GROUP BY 1, 2;--> statement-breakpoint
INSERT INTO audit_hour (hour, event_type, rows) SELECT created_at / 3600000, event_type, count(*) FROM audit_log GROUP BY 1, 2;--> statement-breakpoint
CREATE TRIGGER activity_hour_insert AFTER INSERT ON user_activity
BEGIN
  INSERT INTO activity_hour (hour, failed, rows) VALUES (NEW.created_at / 3600000, NEW.error_message IS NOT NULL, 1)
  ON CONFLICT (hour, failed) DO UPDATE SET rows = rows + 1;
END;--> statement-breakpoint
CREATE TRIGGER activity_hour_delete AFTER DELETE ON user_activity
BEGIN
  UPDATE activity_hour SET rows = rows - 1 WHERE hour = OLD.created_at / 3600000 AND failed = (OLD.error_message IS NOT NULL);
END;--> statement-breakpoint
CREATE TRIGGER audit_hour_insert AFTER INSERT ON audit_log
BEGIN
  INSERT INTO audit_hour (hour, event_type, rows) VALUES (NEW.created_at / 3600000, NEW.event_type, 1)
  ON CONFLICT (hour, event_type) DO UPDATE SET rows = rows + 1;
END;--> statement-breakpoint
CREATE TRIGGER audit_hour_delete AFTER DELETE ON audit_log
BEGIN
  UPDATE audit_hour SET rows = rows - 1 WHERE hour = OLD.created_at / 3600000 AND event_type = OLD.event_type;
END;
