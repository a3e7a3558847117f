ALTER TABLE `audit_seal` ADD `event_type` text(20) DEFAULT '' NOT NULL;--> statement-breakpoint
ALTER TABLE `audit_seal` ADD `row_created_at` integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE `audit_seal` ADD `content_hash` text(64) DEFAULT '' NOT NULL;--> statement-breakpoint
ALTER TABLE `audit_seal` ADD `purged_at` integer;