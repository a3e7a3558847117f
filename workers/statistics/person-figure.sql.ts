import { index, integer, primaryKey, sqliteTable, text } from "drizzle-orm/sqlite-core";
import { id } from "../platform/columns.ts";

/** Bits of `features.ts`: what a person used. */
const features = integer("features").notNull();

/** Who was there on which day of the site; kept for 13 months. */
export const personDay = sqliteTable(
  "person_day",
  { userId: id("user_id").notNull(), day: text("day", { length: 10 }).notNull(), features },
  (t) => [primaryKey({ columns: [t.userId, t.day] }), index("person_day_day").on(t.day)],
);

/** Who was there in which month, and what for; kept for 25 months. */
export const personMonth = sqliteTable(
  "person_month",
  { month: text("month", { length: 7 }).notNull(), userId: id("user_id").notNull(), features },
  (t) => [
    primaryKey({ columns: [t.month, t.userId] }),
    index("person_month_features").on(t.month, t.features),
  ],
);

/** When a person was first and last there. */
export const personSeen = sqliteTable(
  "person_seen",
  {
    userId: id("user_id").primaryKey(),
    firstDay: text("first_day", { length: 10 }).notNull(),
    lastDay: text("last_day", { length: 10 }).notNull(),
  },
  (t) => [index("person_seen_first").on(t.firstDay), index("person_seen_last").on(t.lastDay)],
);

/** People first there in one week (by its Monday), and how many came back so many weeks later (U-207). */
export const cohortFigure = sqliteTable(
  "cohort_figure",
  {
    week: text("week", { length: 10 }).notNull(),
    /** 0 is the week itself. */
    later: integer("later").notNull(),
    people: integer("people").notNull(),
  },
  (t) => [primaryKey({ columns: [t.week, t.later] })],
);
