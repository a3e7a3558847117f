import { Hono } from "hono";
import { loginAsGuest } from "#contract/auth";
import type { AppEnv } from "../platform/http.ts";
import { implement } from "../platform/implement.ts";
import { enterAsGuest } from "./enter.ts";

export const guestRoutes = new Hono<AppEnv>();

implement(guestRoutes, loginAsGuest, (c, { json }) => enterAsGuest(c, json.turnstile));
