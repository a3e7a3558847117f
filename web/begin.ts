import "./styles/main.css";
import { askEarly } from "./client/early.ts";
import { askFirst, preloadScreen } from "./screen-files.ts";

// A few lines that come first: what every page asks and what this one needs is on its way meanwhile.
// `index.html` preloads the first; this takes it.
void askFirst(location, askEarly("/api/v1/auth/status"));
void askEarly("/api/v1/maintenance", { "x-background": "true" });
void askEarly("/api/v1/announcements", { "x-background": "true" });
void import("./main.tsx");
preloadScreen(location.pathname);
// The first use of Intl takes longer than all others together; here it is while the page waits anyway.
void new Intl.NumberFormat();
