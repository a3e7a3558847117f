import Ban from "lucide-solid/icons/ban";
import Check from "lucide-solid/icons/check";
import CircleDashed from "lucide-solid/icons/circle-dashed";
import LoaderCircle from "lucide-solid/icons/loader-circle";
import TriangleAlert from "lucide-solid/icons/triangle-alert";
import Unplug from "lucide-solid/icons/unplug";
import { Dynamic } from "solid-js/web";
import type { ToolState as State } from "#contract/chat";
import { t } from "../i18n/chat-tool.ts";

const looks = {
  pending: { icon: CircleDashed, color: "text-quiet" },
  awaiting: { icon: CircleDashed, color: "text-warn" },
  running: { icon: LoaderCircle, color: "text-info animate-spin" },
  done: { icon: Check, color: "text-good" },
  failed: { icon: TriangleAlert, color: "text-bad" },
  denied: { icon: Ban, color: "text-bad" },
  interrupted: { icon: Unplug, color: "text-warn" },
} as const;

/** A sign with its word; the word is written out where it is not plain success. */
export function ToolState(props: { state: State }) {
  const quiet = () => props.state === "done" || props.state === "running";
  return (
    <span class={`inline-flex shrink-0 items-center gap-1 text-xs ${wordColor(props.state)}`}>
      <Dynamic
        component={looks[props.state].icon}
        size={14}
        class={looks[props.state].color}
        aria-hidden="true"
      />
      <span classList={{ "sr-only": quiet() }}>{t(`state.${props.state}`)}</span>
    </span>
  );
}

const wordColor = (state: State): string =>
  state === "failed" || state === "denied" ? "text-bad" : "text-quiet";
