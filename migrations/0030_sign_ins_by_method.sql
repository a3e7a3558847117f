CREATE INDEX `user_session_method` ON `user_session` (`method`,`login_at`);--> statement-breakpoint
CREATE INDEX `user_session_country` ON `user_session` (`country`,`login_at`) WHERE "user_session"."country" is not null;--> statement-breakpoint
CREATE INDEX `user_suspended` ON `user` (`suspended_until`) WHERE "user"."suspended_until" is not null;