ALTER TABLE `audit_log` ADD `login_id` text;--> statement-breakpoint
ALTER TABLE `audit_log` ADD `result` text;