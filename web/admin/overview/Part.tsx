import { A } from "@solidjs/router";
import TriangleAlert from "lucide-solid/icons/triangle-alert";
import { type Accessor, type JSX, Match, Switch } from "solid-js";
import { t as common } from "../../i18n/common.ts";
import { t } from "../../i18n/admin-overview.ts";
import { Button } from "../../ui/Button.tsx";
import { Section } from "../../ui/Section.tsx";
import { Skeleton } from "../../ui/Skeleton.tsx";

/** A part of the page, which waits, fails and shows by itself. */
export function Part<T extends object>(props: {
  title: string;
  text?: string;
  /** Undefined: awaited; null: it could not be read. */
  of: T | null | undefined;
  lines: number;
  onRetry: () => void;
  action?: JSX.Element;
  children: (value: Accessor<T>) => JSX.Element;
}) {
  return (
    <Section title={props.title} text={props.text} action={props.action}>
      <Switch fallback={<Skeleton lines={props.lines} class="px-0" />}>
        <Match when={props.of === null}>
          <div role="alert" class="flex flex-wrap items-center gap-2.5 text-sm">
            <TriangleAlert size={16} class="text-bad" aria-hidden="true" />
            <p class="flex-1">{t("failed")}</p>
            <Button size="small" onClick={() => props.onRetry()}>
              {common("retry")}
            </Button>
          </div>
        </Match>
        <Match when={props.of}>{(value) => props.children(value)}</Match>
      </Switch>
    </Section>
  );
}

/** To the list that explains a part. */
export function PartLink(props: { href: string; children: JSX.Element }) {
  return (
    <A
      href={props.href}
      class="text-sm text-accent hover:underline pointer-coarse:inline-flex pointer-coarse:min-h-8 pointer-coarse:items-center"
    >
      {props.children}
    </A>
  );
}
