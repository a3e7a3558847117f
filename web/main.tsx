import "./styles/main.css";
import { Router } from "@solidjs/router";
import { render } from "solid-js/web";
import { App } from "./app/App.tsx";
import { watchForNewBuild } from "./app/stale-build.ts";
import { loadErrorWords } from "./client/error-words.ts";
import { preloadedScreen, routes } from "./routes.tsx";

watchForNewBuild();
// Before they are needed, and after what is needed now: a page that is cut off still finds words, and
// on a slow line a question opens when it is asked for.
setTimeout(() => {
  void loadErrorWords();
  void import("./ui/DialogFrame.tsx").catch(() => undefined);
}, 3000);
const root = document.getElementById("app");
const screen = preloadedScreen(location.pathname);
if (root !== null) {
  render(
    () => <Router root={(props) => <App {...props} screen={screen} />}>{routes}</Router>,
    root,
  );
}
