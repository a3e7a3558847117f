DROP INDEX `access_request_status`;--> statement-breakpoint
CREATE INDEX `access_request_status` ON `access_request` (`status`,`created_at`,`ends_at`,`kind`);