CREATE TABLE `model_price` (
	`model` text(100) NOT NULL,
	`effective_from` integer NOT NULL,
	`prompt_over` integer NOT NULL,
	`input` integer NOT NULL,
	`output` integer NOT NULL,
	`cache_read` integer NOT NULL,
	`cache_write_5m` integer NOT NULL,
	`cache_write_1h` integer NOT NULL,
	PRIMARY KEY(`model`, `effective_from`, `prompt_over`)
);
--> statement-breakpoint
CREATE TABLE `usage_record` (
	`id` text PRIMARY KEY NOT NULL,
	`user_id` text NOT NULL,
	`project_id` text NOT NULL,
	`session_id` text NOT NULL,
	`turn_id` text NOT NULL,
	`model` text(100) NOT NULL,
	`day` text(10) NOT NULL,
	`input_tokens` integer NOT NULL,
	`output_tokens` integer NOT NULL,
	`cache_read_tokens` integer NOT NULL,
	`cache_write_5m_tokens` integer NOT NULL,
	`cache_write_1h_tokens` integer NOT NULL,
	`cost_micro_usd` integer NOT NULL,
	`created_at` integer NOT NULL
);
--> statement-breakpoint
CREATE INDEX `usage_record_day` ON `usage_record` (`day`,`model`);--> statement-breakpoint
CREATE INDEX `usage_record_user` ON `usage_record` (`user_id`,`day`);--> statement-breakpoint
INSERT OR IGNORE INTO model_price (model, effective_from, prompt_over, input, output, cache_read, cache_write_5m, cache_write_1h) VALUES
  ('engawa-demo', 0, 0, 0, 0, 0, 0, 0),
  ('claude-fable-5-1*', 0, 0, 10000000, 50000000, 250000, 12500000, 20000000),
  ('claude-mythos-5-1*', 0, 0, 10000000, 50000000, 250000, 12500000, 20000000),
  ('claude-opus-5-5*', 0, 0, 4000000, 20000000, 200000, 5000000, 8000000),
  ('claude-opus-5', 0, 0, 5000000, 25000000, 500000, 6250000, 10000000),
  ('claude-opus-4-8*', 0, 0, 5000000, 25000000, 500000, 6250000, 10000000),
  ('claude-opus-4-7*', 0, 0, 5000000, 25000000, 500000, 6250000, 10000000),
  ('claude-opus-4-6*', 0, 0, 5000000, 25000000, 500000, 6250000, 10000000),
  ('claude-opus-4-5*', 0, 0, 5000000, 25000000, 500000, 6250000, 10000000),
  ('claude-sonnet-5-5*', 0, 0, 2000000, 10000000, 200000, 2500000, 4000000),
  ('claude-sonnet-5-5*', 1791331200000, 0, 2000000, 10000000, 100000, 2500000, 4000000),
  ('claude-sonnet-5', 0, 0, 2000000, 10000000, 200000, 2500000, 4000000),
  ('claude-sonnet-4-6*', 0, 0, 3000000, 15000000, 300000, 3750000, 6000000),
  ('claude-sonnet-4-5*', 0, 0, 3000000, 15000000, 300000, 3750000, 6000000),
  ('claude-haiku-5-5*', 0, 0, 100000, 500000, 10000, 125000, 200000),
  ('claude-haiku-5-5*', 0, 100000, 500000, 2500000, 50000, 625000, 1000000),
  ('claude-haiku-4-5*', 0, 0, 1000000, 5000000, 100000, 1250000, 2000000);
