import { createSignal } from "solid-js";

export type Theme = "system" | "light" | "dark";

const key = "engawa.theme";
const systemDark = matchMedia("(prefers-color-scheme: dark)");

const stored = (): Theme => {
  try {
    const value = localStorage.getItem(key);
    return value === "light" || value === "dark" ? value : "system";
  } catch {
    return "system";
  }
};

const [theme, setSignal] = createSignal<Theme>(stored());
const [systemIsDark, setSystemIsDark] = createSignal(systemDark.matches);

/** What was chosen. */
export { theme };

/** What is shown. */
export const isDark = (): boolean => theme() === "dark" || (theme() === "system" && systemIsDark());

const paint = () => {
  document.documentElement.dataset["theme"] = isDark() ? "dark" : "light";
};

systemDark.addEventListener("change", (event) => {
  setSystemIsDark(event.matches);
  paint();
});

export function setTheme(next: Theme): void {
  setSignal(next);
  paint();
  try {
    localStorage.setItem(key, next);
  } catch {
    // Storage may be refused; the choice holds until the page is closed.
  }
}
