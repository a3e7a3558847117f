CREATE TABLE `latency_day` (
	`day` text(10) NOT NULL,
	`kind` text NOT NULL,
	`bucket` integer NOT NULL,
	`requests` integer NOT NULL,
	PRIMARY KEY(`day`, `kind`, `bucket`)
);
--> statement-breakpoint
ALTER TABLE `mail_outbox` ADD `language` text DEFAULT 'ja' NOT NULL;--> statement-breakpoint
ALTER TABLE `day_figure` ADD `socket_drops` integer DEFAULT 0 NOT NULL;