CREATE TABLE `cost_day` (
	`day` text(10) NOT NULL,
	`model` text(100) NOT NULL,
	`calls` integer NOT NULL,
	`input_tokens` integer NOT NULL,
	`output_tokens` integer NOT NULL,
	`cache_read_tokens` integer NOT NULL,
	`cache_write_tokens` integer NOT NULL,
	`cost_micro_usd` integer NOT NULL,
	PRIMARY KEY(`day`, `model`)
);
--> statement-breakpoint
CREATE TABLE `person_cost` (
	`period` text(7) NOT NULL,
	`user_id` text NOT NULL,
	`calls` integer NOT NULL,
	`input_tokens` integer NOT NULL,
	`output_tokens` integer NOT NULL,
	`cache_read_tokens` integer NOT NULL,
	`cache_write_tokens` integer NOT NULL,
	`cost_micro_usd` integer NOT NULL,
	PRIMARY KEY(`period`, `user_id`)
);
--> statement-breakpoint
CREATE INDEX `person_cost_most` ON `person_cost` (`period`,`cost_micro_usd`);--> statement-breakpoint
CREATE TABLE `day_figure` (
	`day` text(10) PRIMARY KEY NOT NULL,
	`requests` integer DEFAULT 0 NOT NULL,
	`client_errors` integer DEFAULT 0 NOT NULL,
	`server_errors` integer DEFAULT 0 NOT NULL,
	`duration_ms` integer DEFAULT 0 NOT NULL,
	`socket_opens` integer DEFAULT 0 NOT NULL,
	`socket_failures` integer DEFAULT 0 NOT NULL,
	`active_people` integer DEFAULT 0 NOT NULL,
	`projects_created` integer DEFAULT 0 NOT NULL,
	`sessions_created` integer DEFAULT 0 NOT NULL,
	`sign_ins` integer DEFAULT 0 NOT NULL,
	`file_operations` integer DEFAULT 0 NOT NULL,
	`messages` integer DEFAULT 0 NOT NULL,
	`sittings` integer DEFAULT 0 NOT NULL,
	`sitting_ms` integer DEFAULT 0 NOT NULL,
	`model_calls` integer DEFAULT 0 NOT NULL,
	`cost_micro_usd` integer DEFAULT 0 NOT NULL,
	`new_people` integer,
	`people` integer,
	`weekly_active` integer,
	`monthly_active` integer,
	`projects` integer,
	`active_projects` integer,
	`storage_bytes` integer,
	`busy_minutes` integer,
	`down_minutes` integer
);
--> statement-breakpoint
CREATE TABLE `minute_figure` (
	`minute` integer NOT NULL,
	`kind` text NOT NULL,
	`bucket` integer NOT NULL,
	`requests` integer NOT NULL,
	`client_errors` integer NOT NULL,
	`server_errors` integer NOT NULL,
	PRIMARY KEY(`minute`, `kind`, `bucket`)
);
--> statement-breakpoint
CREATE TABLE `cohort_figure` (
	`week` text(10) NOT NULL,
	`later` integer NOT NULL,
	`people` integer NOT NULL,
	PRIMARY KEY(`week`, `later`)
);
--> statement-breakpoint
CREATE TABLE `person_day` (
	`user_id` text NOT NULL,
	`day` text(10) NOT NULL,
	`features` integer NOT NULL,
	PRIMARY KEY(`user_id`, `day`)
);
--> statement-breakpoint
CREATE INDEX `person_day_day` ON `person_day` (`day`);--> statement-breakpoint
CREATE TABLE `person_month` (
	`month` text(7) NOT NULL,
	`user_id` text NOT NULL,
	`features` integer NOT NULL,
	PRIMARY KEY(`month`, `user_id`)
);
--> statement-breakpoint
CREATE TABLE `person_seen` (
	`user_id` text PRIMARY KEY NOT NULL,
	`first_day` text(10) NOT NULL,
	`last_day` text(10) NOT NULL
);
--> statement-breakpoint
CREATE INDEX `person_seen_first` ON `person_seen` (`first_day`);--> statement-breakpoint
CREATE INDEX `person_seen_last` ON `person_seen` (`last_day`);--> statement-breakpoint
CREATE TABLE `error_day` (
	`day` text(10) NOT NULL,
	`status` integer NOT NULL,
	`code` text(50) NOT NULL,
	`requests` integer NOT NULL,
	PRIMARY KEY(`day`, `status`, `code`)
);
--> statement-breakpoint
CREATE TABLE `hour_figure` (
	`hour` integer NOT NULL,
	`action` text(50) NOT NULL,
	`resource` text(50) NOT NULL,
	`status_class` integer NOT NULL,
	`requests` integer NOT NULL,
	`duration_ms` integer NOT NULL,
	PRIMARY KEY(`hour`, `action`, `resource`, `status_class`)
);
--> statement-breakpoint
CREATE TABLE `request_day` (
	`day` text(10) NOT NULL,
	`action` text(50) NOT NULL,
	`resource` text(50) NOT NULL,
	`status_class` integer NOT NULL,
	`requests` integer NOT NULL,
	`duration_ms` integer NOT NULL,
	PRIMARY KEY(`day`, `action`, `resource`, `status_class`)
);
--> statement-breakpoint
CREATE TABLE `rollup_cursor` (
	`source` text PRIMARY KEY NOT NULL,
	`row_id` integer NOT NULL,
	`row_key` text,
	`latest` integer NOT NULL,
	`as_of` integer
);
