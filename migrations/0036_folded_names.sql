ALTER TABLE `user` ADD `name_folded` text;--> statement-breakpoint
CREATE INDEX `user_name_folded` ON `user` (`name_folded`);--> statement-breakpoint
ALTER TABLE `project` ADD `name_folded` text;--> statement-breakpoint
CREATE INDEX `project_unfolded` ON `project` (`id`) WHERE "project"."name_folded" is null;--> statement-breakpoint
CREATE TRIGGER user_renamed AFTER UPDATE OF name ON user WHEN NEW.name <> OLD.name AND NEW.name_folded IS OLD.name_folded
BEGIN
  UPDATE user SET name_folded = NULL WHERE id = NEW.id;
END;--> statement-breakpoint
CREATE TRIGGER project_renamed AFTER UPDATE OF name ON project WHEN NEW.name <> OLD.name AND NEW.name_folded IS OLD.name_folded
BEGIN
  UPDATE project SET name_folded = NULL WHERE id = NEW.id;
END;
