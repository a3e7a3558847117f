import { Hono } from "hono";

const app = new Hono();
app.get("/", (c) => c.json({ ok: true, items: Array.from({ length: 20 }, (_, n) => ({ id: n })) }));

// The yardstick of the REST figures: what a route costs that does nothing.
export default app;
