DROP INDEX `user_name`;--> statement-breakpoint
CREATE INDEX `user_name` ON `user` (lower("name"),`id`);