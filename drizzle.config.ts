import { defineConfig } from "drizzle-kit";

export default defineConfig({
  dialect: "sqlite",
  schema: "./workers/**/*.sql.ts",
  out: "./migrations",
});
