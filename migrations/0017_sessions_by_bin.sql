DROP INDEX `chat_session_latest`;--> statement-breakpoint
CREATE INDEX `chat_session_bypass` ON `chat_session` (`bypass_until`) WHERE "chat_session"."bypass_until" is not null;--> statement-breakpoint
CREATE INDEX `chat_session_latest` ON `chat_session` (`deleted_at`,`last_activity_at`);