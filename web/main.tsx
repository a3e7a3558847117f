import { Router } from "@solidjs/router";
import { render } from "solid-js/web";
import { App } from "./app/App.tsx";
import { watchForNewBuild } from "./app/stale-build.ts";
import { routes } from "./routes.tsx";
import "./styles/main.css";

watchForNewBuild();
const root = document.getElementById("app");
if (root !== null) render(() => <Router root={App}>{routes}</Router>, root);
