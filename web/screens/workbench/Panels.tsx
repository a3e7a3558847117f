import { type JSX, Show } from "solid-js";
import { t as common } from "../../i18n/common.ts";
import { t } from "../../i18n/workbench.ts";
import { Splitter } from "../../ui/Splitter.tsx";
import { Tabs } from "../../ui/Tabs.tsx";
import type { Layout } from "./layout.ts";

export type PhoneView = "chat" | "files" | "sessions";

export interface PanelsProps {
  /** Names the page for screen readers. */
  title: string;
  /** A phone: one panel at a time, chosen by tabs. */
  narrow: boolean;
  view: PhoneView;
  onView: (view: PhoneView) => void;
  layout: Layout;
  onLayout: (part: Partial<Layout>) => void;
  sessions: JSX.Element;
  chat: JSX.Element;
  workspace: JSX.Element;
}

/** The three columns, each made once: turning a phone loses nothing. */
export function Panels(props: PanelsProps) {
  const shows = (view: PhoneView, wide: boolean) => (props.narrow ? props.view === view : wide);
  const width = (pixels: number) => (props.narrow ? "100%" : `${pixels}px`);
  return (
    <>
      <main id="main" class="flex min-h-0 flex-1">
        <h1 class="sr-only">{props.title}</h1>
        <div
          id="panel-sessions"
          class="min-h-0 shrink-0"
          classList={{ hidden: !shows("sessions", props.layout.sessionsShown) }}
          style={{ width: width(props.layout.sessionsWidth) }}
        >
          {props.sessions}
        </div>
        <Show when={!props.narrow && props.layout.sessionsShown}>
          <Splitter
            label={`${common("resize")}: ${t("sessions")}`}
            value={props.layout.sessionsWidth}
            min={170}
            max={420}
            side="before"
            onChange={(sessionsWidth) => props.onLayout({ sessionsWidth })}
          />
        </Show>
        <div
          id="panel-chat"
          class="min-h-0 min-w-0 flex-1"
          classList={{ hidden: !shows("chat", true), "min-w-80": !props.narrow }}
        >
          {props.chat}
        </div>
        <Show when={!props.narrow && props.layout.workspaceShown}>
          <Splitter
            label={`${common("resize")}: ${t("workspace")}`}
            value={props.layout.workspaceWidth}
            min={300}
            max={1600}
            side="after"
            onChange={(workspaceWidth) => props.onLayout({ workspaceWidth })}
          />
        </Show>
        <section
          id="panel-files"
          aria-label={t("workspace")}
          class="min-h-0 min-w-0 shrink overflow-hidden"
          classList={{ hidden: !shows("files", props.layout.workspaceShown) }}
          style={{ width: width(props.layout.workspaceWidth) }}
        >
          {props.workspace}
        </section>
      </main>
      <Show when={props.narrow}>
        <nav aria-label={t("panels")} class="shrink-0">
          <Tabs<PhoneView>
            label={t("panels")}
            value={props.view}
            onChange={props.onView}
            panel={(view) => `panel-${view}`}
            class="justify-around border-t border-line bg-surface pb-[env(safe-area-inset-bottom)] [&>button]:h-12 [&>button]:flex-1 [&>button]:border-t-2 [&>button]:border-b-0"
            items={[
              { value: "chat", label: t("chat") },
              { value: "files", label: t("workspace") },
              { value: "sessions", label: t("sessions") },
            ]}
          />
        </nav>
      </Show>
    </>
  );
}
