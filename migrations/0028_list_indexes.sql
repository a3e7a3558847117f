DROP INDEX `user_role`;--> statement-breakpoint
CREATE INDEX `user_role` ON `user` (`role`,`status`,`gone_at`);--> statement-breakpoint
CREATE INDEX `access_request_list` ON `access_request` ("status" = 'pending' desc,"created_at" desc,`id`);