import { Hono } from "hono";
import type { Env } from "./platform/env.ts";

export const app = new Hono<{ Bindings: Env }>();
