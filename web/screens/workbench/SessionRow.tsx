import { A } from "@solidjs/router";
import Ellipsis from "lucide-solid/icons/ellipsis";
import { Show } from "solid-js";
import type { SessionInfo } from "#contract/session";
import { t as common } from "../../i18n/common.ts";
import { dateTime, relative } from "../../i18n/format.ts";
import { t } from "../../i18n/workbench.ts";
import { Badge } from "../../ui/Badge.tsx";
import { ContextMenu } from "../../ui/ContextMenu.tsx";
import { Menu } from "../../ui/Menu.tsx";
import type { MenuEntry } from "../../ui/menu-item.ts";

export interface SessionRowProps {
  session: SessionInfo;
  project: string;
  current: boolean;
  onPick: () => void;
  onRename: () => void;
  onDelete: () => void;
}

export function SessionRow(props: SessionRowProps) {
  const run = () => props.session.run;
  const entries = (): MenuEntry[] => [
    { label: common("rename"), run: props.onRename },
    null,
    { label: common("delete"), danger: true, run: props.onDelete },
  ];
  return (
    <li>
      <ContextMenu label={props.session.title} entries={entries()}>
        <div
          class="group relative flex items-center rounded-md pr-2 pointer-coarse:pr-1"
          classList={{ "bg-accent-soft": props.current, "hover:bg-sunken": !props.current }}
        >
          <A
            href={`/p/${props.project}/s/${props.session.id}`}
            aria-current={props.current ? "page" : undefined}
            title={props.session.title}
            class="flex min-w-0 flex-1 items-center gap-2 rounded-md py-1.5 pl-2 pointer-coarse:py-3"
            onClick={() => props.onPick()}
          >
            <span
              class="size-2 shrink-0 rounded-full"
              classList={{
                "bg-warn": run() === "waiting",
                "bg-good animate-pulse": run() === "running",
                "border border-edge": run() === "idle",
              }}
              data-run={run()}
              title={run() === "running" ? t("active") : undefined}
            />
            <span class="min-w-0 flex-1 truncate" classList={{ "font-medium": props.current }}>
              {props.session.title}
            </span>
            <Show
              when={run() === "waiting"}
              fallback={
                <time
                  class="shrink-0 text-xs text-quiet pointer-fine:group-focus-within:invisible pointer-fine:group-hover:invisible"
                  datetime={props.session.last_activity_at}
                  title={dateTime(props.session.last_activity_at)}
                >
                  {run() === "running"
                    ? t("active")
                    : relative(props.session.last_activity_at, "narrow")}
                </time>
              }
            >
              <Badge tone="warn">{t("waiting")}</Badge>
            </Show>
          </A>
          <Menu
            align="end"
            label={`${common("more")}: ${props.session.title}`}
            entries={entries()}
            class={`inline-flex size-6 shrink-0 pointer-coarse:size-11 items-center justify-center rounded-md text-quiet group-hover:opacity-100 hover:text-ink focus-visible:opacity-100 aria-expanded:opacity-100 pointer-fine:absolute pointer-fine:right-1 pointer-fine:opacity-0 ${props.current ? "bg-accent-soft" : "bg-sunken pointer-coarse:bg-transparent"}`}
          >
            <Ellipsis size={14} aria-hidden="true" />
          </Menu>
        </div>
      </ContextMenu>
    </li>
  );
}
