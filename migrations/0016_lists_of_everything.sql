DROP INDEX `project_created`;--> statement-breakpoint
CREATE INDEX `project_latest` ON `project` (`last_activity_at`);--> statement-breakpoint
CREATE INDEX `project_size` ON `project` (`storage_bytes`);--> statement-breakpoint
CREATE INDEX `project_created` ON `project` (`created_at`);--> statement-breakpoint
CREATE INDEX `chat_session_run` ON `chat_session` (`run`,`last_activity_at`);--> statement-breakpoint
CREATE INDEX `chat_session_latest` ON `chat_session` (`last_activity_at`);--> statement-breakpoint
CREATE INDEX `chat_session_created` ON `chat_session` (`created_at`);--> statement-breakpoint
CREATE INDEX `chat_session_cost` ON `chat_session` (`cost_micro_usd`);--> statement-breakpoint
CREATE INDEX `chat_session_messages` ON `chat_session` (`message_count`);