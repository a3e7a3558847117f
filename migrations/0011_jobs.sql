CREATE TABLE `job` (
	`id` text PRIMARY KEY NOT NULL,
	`kind` text(50) NOT NULL,
	`state` text NOT NULL,
	`step` integer DEFAULT 0 NOT NULL,
	`attempts` integer DEFAULT 0 NOT NULL,
	`claim` text,
	`total` integer,
	`done` integer DEFAULT 0 NOT NULL,
	`failed` integer DEFAULT 0 NOT NULL,
	`params` text NOT NULL,
	`cursor` text,
	`result` text,
	`problems` text NOT NULL,
	`error` text(50),
	`created_by` text,
	`origin` text NOT NULL,
	`exclusive` text(100),
	`once` text(100),
	`cancel_asked` integer,
	`created_at` integer NOT NULL,
	`started_at` integer,
	`finished_at` integer,
	`heartbeat` integer NOT NULL
);
--> statement-breakpoint
CREATE INDEX `job_created` ON `job` ("created_at" desc);--> statement-breakpoint
CREATE INDEX `job_state` ON `job` (`state`,`heartbeat`);--> statement-breakpoint
CREATE INDEX `job_kind` ON `job` (`kind`,"created_at" desc);--> statement-breakpoint
CREATE UNIQUE INDEX `job_exclusive` ON `job` (`exclusive`) WHERE state in ('waiting', 'running');--> statement-breakpoint
CREATE UNIQUE INDEX `job_once` ON `job` (`once`);