import type { FileInfo } from "#contract/file";
import type { SessionInfo } from "#contract/session";
import type { Command } from "../../app/palette-match.ts";
import { type ShortcutName, shortcutKeys } from "../../app/shortcuts.ts";
import { setTheme } from "../../app/theme.ts";
import { t as account } from "../../i18n/account.ts";
import { t } from "../../i18n/keyboard.ts";

export interface CommandSources {
  readonly shortcuts: Partial<Record<ShortcutName, () => void>>;
  readonly sessions: readonly SessionInfo[];
  readonly files: readonly FileInfo[];
  readonly openSession: (session: SessionInfo) => void;
  readonly openFile: (path: string) => void;
}

/** What the palette of the workbench offers: commands, sessions, files. */
export function workbenchCommands(from: CommandSources): Command[] {
  const named = Object.entries(from.shortcuts) as [ShortcutName, () => void][];
  return [
    ...named
      .filter(([name]) => name !== "palette")
      .map(([name, run]) => ({
        label: name === "help" ? account("help") : t(name),
        shortcut: shortcutKeys[name][0],
        run,
      })),
    ...(["system", "light", "dark"] as const).map((theme) => ({
      label: `${account("theme")}: ${account(`theme_${theme}`)}`,
      run: () => setTheme(theme),
    })),
    ...from.sessions.map((session) => ({
      label: session.title,
      run: () => from.openSession(session),
    })),
    ...from.files
      .filter((file) => file.type === "file")
      .map((file) => ({
        label: t("openFile", { path: file.path }),
        run: () => from.openFile(file.path),
      })),
  ];
}
