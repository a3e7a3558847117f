CREATE TABLE `usage_minute` (
	`minute` integer PRIMARY KEY NOT NULL,
	`calls` integer NOT NULL,
	`cost_micro_usd` integer NOT NULL
);
--> statement-breakpoint
CREATE INDEX `user_held` ON `user` (`id`) WHERE "user"."hold";--> statement-breakpoint
CREATE INDEX `user_activity_impersonator` ON `user_activity` (`impersonator_id`) WHERE "user_activity"."impersonator_id" is not null;--> statement-breakpoint
CREATE INDEX `audit_log_impersonator` ON `audit_log` (`impersonator_id`) WHERE "audit_log"."impersonator_id" is not null;--> statement-breakpoint
-- What the sums have counted already, by the minute.
INSERT INTO usage_minute (minute, calls, cost_micro_usd)
SELECT created_at / 60000, count(*), sum(cost_micro_usd) FROM usage_record
WHERE rowid <= coalesce((SELECT row_id FROM rollup_cursor WHERE source = 'usage'), 0)
  AND created_at >= (unixepoch() - 366 * 86400) * 1000
GROUP BY 1;
--> statement-breakpoint
-- Failures by code leave sockets out, as the totals beside them do.
UPDATE error_day SET requests = requests - (
  SELECT sum(r.requests) FROM route_day r
  WHERE r.day = error_day.day AND r.status = error_day.status AND r.code = error_day.code AND r.route LIKE '/ws/%')
WHERE EXISTS (
  SELECT 1 FROM route_day r
  WHERE r.day = error_day.day AND r.status = error_day.status AND r.code = error_day.code AND r.route LIKE '/ws/%');
--> statement-breakpoint
DELETE FROM error_day WHERE requests <= 0;
