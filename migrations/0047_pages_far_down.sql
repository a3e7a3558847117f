DROP INDEX `user_created`;--> statement-breakpoint
DROP INDEX `user_active`;--> statement-breakpoint
CREATE INDEX `user_created` ON `user` (`created_at`,`id`);--> statement-breakpoint
CREATE INDEX `user_active` ON `user` (`last_active_at`,`id`);--> statement-breakpoint
DROP INDEX `chat_session_latest`;--> statement-breakpoint
DROP INDEX `chat_session_created`;--> statement-breakpoint
DROP INDEX `chat_session_cost`;--> statement-breakpoint
DROP INDEX `chat_session_messages`;--> statement-breakpoint
CREATE INDEX `chat_session_latest` ON `chat_session` (`deleted_at`,`last_activity_at`,`id`,`run`,`mode`,`model`,`bypass_until`,`user_id`,`project_id`);--> statement-breakpoint
CREATE INDEX `chat_session_created` ON `chat_session` (`deleted_at`,`created_at`,`id`,`run`,`mode`,`model`,`bypass_until`,`user_id`,`project_id`,`last_activity_at`);--> statement-breakpoint
CREATE INDEX `chat_session_cost` ON `chat_session` (`deleted_at`,`cost_micro_usd`,`id`,`run`,`mode`,`model`,`bypass_until`,`user_id`,`project_id`,`last_activity_at`);--> statement-breakpoint
CREATE INDEX `chat_session_messages` ON `chat_session` (`deleted_at`,`message_count`,`id`,`run`,`mode`,`model`,`bypass_until`,`user_id`,`project_id`,`last_activity_at`);