CREATE TABLE `health_sample` (
	`step` integer NOT NULL,
	`slot` integer NOT NULL,
	`checks` text NOT NULL,
	PRIMARY KEY(`step`, `slot`)
);
--> statement-breakpoint
CREATE TABLE `job_run` (
	`name` text(50) PRIMARY KEY NOT NULL,
	`every` text NOT NULL,
	`last_run_at` integer NOT NULL,
	`last_ms` integer NOT NULL,
	`is_ok` integer NOT NULL,
	`last_failed_at` integer,
	`last_error` text(300),
	`failures` integer NOT NULL
);
--> statement-breakpoint
CREATE TABLE `queue_beat` (
	`queue` text PRIMARY KEY NOT NULL,
	`sent_at` integer NOT NULL,
	`received_at` integer NOT NULL
);
