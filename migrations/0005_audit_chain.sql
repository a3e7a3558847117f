ALTER TABLE `audit_seal` ADD `detail_hash` text(64) NOT NULL;--> statement-breakpoint
ALTER TABLE `audit_log` ADD `erased_at` integer;