CREATE TABLE `idempotent_answer` (
	`id` text(64) PRIMARY KEY NOT NULL,
	`request_hash` text(64) NOT NULL,
	`claim` text NOT NULL,
	`answer` text,
	`claimed_at` integer NOT NULL
);
--> statement-breakpoint
CREATE INDEX `idempotent_answer_claimed` ON `idempotent_answer` (`claimed_at`);