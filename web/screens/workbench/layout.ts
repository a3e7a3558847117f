import { createEffect } from "solid-js";
import { createStore } from "solid-js/store";

/** Sizes in pixels; what is collapsed. Remembered in this browser. */
export interface Layout {
  sessionsWidth: number;
  sessionsShown: boolean;
  workspaceWidth: number;
  workspaceShown: boolean;
  treeWidth: number;
  treeShown: boolean;
}

const key = "engawa.layout";

const initial = (): Layout => ({
  sessionsWidth: 228,
  sessionsShown: window.innerWidth >= 1000,
  workspaceWidth: Math.round(window.innerWidth * 0.46),
  workspaceShown: true,
  treeWidth: 210,
  treeShown: true,
});

const stored = (): Layout => {
  const layout = initial();
  try {
    const value = JSON.parse(localStorage.getItem(key) ?? "{}") as Record<string, unknown>;
    for (const name of Object.keys(layout)) {
      const kept = value[name];
      if (typeof kept === typeof layout[name as keyof Layout])
        Object.assign(layout, { [name]: kept });
    }
  } catch {
    // The first sizes serve.
  }
  return layout;
};

export function createLayout() {
  const [layout, setLayout] = createStore(stored());
  createEffect(() => {
    const text = JSON.stringify(layout);
    try {
      localStorage.setItem(key, text);
    } catch {
      // Not remembered then.
    }
  });
  return [layout, setLayout] as const;
}
