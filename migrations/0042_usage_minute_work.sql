ALTER TABLE `usage_minute` ADD `messages` integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE `usage_minute` ADD `sittings` integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE `usage_minute` ADD `sitting_ms` integer DEFAULT 0 NOT NULL;--> statement-breakpoint
-- What the sums have counted already, by the minute: a pause of half an hour ends a sitting.
UPDATE usage_minute SET messages = c.messages, sittings = c.sittings, sitting_ms = c.sitting_ms
FROM (
  SELECT created_at / 60000 AS minute, sum(opens) AS messages,
    sum(since IS NULL OR since > 1800000) AS sittings,
    sum(CASE WHEN since <= 1800000 THEN max(0, since) ELSE 0 END) AS sitting_ms
  FROM (
    SELECT created_at,
      row_number() OVER (PARTITION BY session_id, turn_id ORDER BY rowid) = 1 AS opens,
      created_at - lag(created_at) OVER (PARTITION BY session_id ORDER BY rowid) AS since
    FROM usage_record
    WHERE rowid <= coalesce((SELECT row_id FROM rollup_cursor WHERE source = 'usage'), 0)
  )
  GROUP BY 1
) c
WHERE c.minute = usage_minute.minute;
