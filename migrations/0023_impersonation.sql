ALTER TABLE `user_session` ADD `impersonator_id` text;--> statement-breakpoint
ALTER TABLE `user_session` ADD `impersonator_login` text;--> statement-breakpoint
ALTER TABLE `user_session` ADD `reason` text(500);--> statement-breakpoint
CREATE INDEX `user_session_login` ON `user_session` (`login_at`);--> statement-breakpoint
CREATE INDEX `user_session_impersonator` ON `user_session` (`impersonator_login`) WHERE "user_session"."impersonator_login" is not null;--> statement-breakpoint
ALTER TABLE `user_activity` ADD `impersonator_id` text;