DROP INDEX `user_activity_user`;--> statement-breakpoint
CREATE INDEX `user_activity_user` ON `user_activity` (`user_id`,`created_at`);