import { Hono } from "hono";
import { loginAsGuest } from "#contract/auth";
import type { AppEnv } from "../platform/http/http.ts";
import { implement } from "../platform/http/implement.ts";
import { enterAsGuest } from "./enter.ts";

export const guestRoutes = new Hono<AppEnv>();

implement(guestRoutes, loginAsGuest, (c, { json }) => enterAsGuest(c, json.turnstile));
