ALTER TABLE `hour_figure` ADD `timed_requests` integer DEFAULT 0 NOT NULL;
--> statement-breakpoint
-- What was counted before it was told apart stands as it stood.
UPDATE hour_figure SET timed_requests = requests;
