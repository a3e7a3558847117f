ALTER TABLE `maintenance_notice` ADD `ends_at` integer;--> statement-breakpoint
ALTER TABLE `maintenance_notice` ADD `news` text DEFAULT 'planned' NOT NULL;--> statement-breakpoint
ALTER TABLE `maintenance_notice` ADD `begun_at` integer;--> statement-breakpoint
ALTER TABLE `maintenance_notice` ADD `up_to_user_id` text(36);