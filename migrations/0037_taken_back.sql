ALTER TABLE `job` ADD `takes_back` text;--> statement-breakpoint
CREATE INDEX `job_takes_back` ON `job` (`takes_back`) WHERE "job"."takes_back" is not null;--> statement-breakpoint
UPDATE `job` SET `takes_back` = json_extract(`params`, '$.job') WHERE `kind` IN ('reactivate_users', 'unarchive_projects');
