import { Router } from "@solidjs/router";
import { render } from "solid-js/web";
import { App } from "./app/App.tsx";
import { routes } from "./routes.tsx";
import "./styles/main.css";

const root = document.getElementById("app");
if (root !== null) render(() => <Router root={App}>{routes}</Router>, root);
