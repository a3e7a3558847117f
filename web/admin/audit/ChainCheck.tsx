import ShieldAlert from "lucide-solid/icons/shield-alert";
import ShieldCheck from "lucide-solid/icons/shield-check";
import { createSignal, For, Match, onCleanup, Show, Switch } from "solid-js";
import { t } from "../../i18n/admin-audit.ts";
import { count, dateTime, dayAndTime } from "../../i18n/format.ts";
import { Button } from "../../ui/Button.tsx";
import { CopyValue } from "../../ui/CopyValue.tsx";
import { createAction } from "../../ui/create-action.ts";
import { ErrorState } from "../../ui/ErrorState.tsx";
import { Section } from "../../ui/Section.tsx";
import { Facts } from "../parts/Facts.tsx";
import { ResealFrom } from "./ResealFrom.tsx";
import { type Verification, verifyAll } from "./verify-all.ts";

/** Whether the audit log is what was written (T-23). */
export function ChainCheck() {
  const [found, setFound] = createSignal<Verification | null>(null);
  const [stopping, setStopping] = createSignal(false);
  onCleanup(() => setStopping(true));
  const verify = createAction(async () => {
    setFound(null);
    setStopping(false);
    await verifyAll(setFound, stopping);
  });
  return (
    <Section
      title={t("title")}
      text={t("text")}
      action={
        <Show
          when={verify.busy()}
          fallback={
            <Button kind="primary" onClick={() => void verify.run()}>
              {found() === null ? t("verify") : t("again")}
            </Button>
          }
        >
          <Button disabled={stopping()} onClick={() => setStopping(true)}>
            {t("stop")}
          </Button>
        </Show>
      }
    >
      <div role="status" class="flex flex-col gap-4">
        <Show when={verify.error()}>{(error) => <ErrorState error={error()} small />}</Show>
        <Show when={verify.busy()}>
          <Progress sum={found()} />
        </Show>
        <Show when={!verify.busy() && found()}>
          {(sum) => <Outcome sum={sum()} onResealed={() => void verify.run()} />}
        </Show>
      </div>
    </Section>
  );
}

function Progress(props: { sum: Verification | null }) {
  const total = () => props.sum?.head?.seq ?? 0;
  return (
    <div>
      <p class="mb-1 text-sm tabular-nums">
        {t("running", { checked: count(props.sum?.checked ?? 0), total: count(total()) })}
      </p>
      <progress
        class="w-full"
        aria-label={t("title")}
        value={props.sum?.checked ?? 0}
        max={Math.max(1, total())}
      />
    </div>
  );
}

function Outcome(props: { sum: Verification; onResealed: () => void }) {
  const checked = () => count(props.sum.checked);
  return (
    <>
      <Switch>
        <Match when={!props.sum.ok}>
          <div
            role="alert"
            class="flex gap-3 rounded-md border border-bad/40 bg-bad-soft px-3 py-2.5"
          >
            <ShieldAlert size={20} class="mt-0.5 shrink-0 text-bad" aria-hidden="true" />
            <div>
              <p class="font-semibold">{t("bad", { seq: count(props.sum.broken_at ?? 0) })}</p>
              <p>{t(`problem_${props.sum.problem ?? "changed"}`)}</p>
              <p class="text-sm">{t("badNext")}</p>
              <Show when={props.sum.broken_at}>
                {(seq) => <ResealFrom seq={seq()} onDone={props.onResealed} />}
              </Show>
            </div>
          </div>
        </Match>
        <Match when={!props.sum.complete}>
          <p>{t("stopped", { checked: checked() })}</p>
        </Match>
        <Match when={props.sum.head === null}>
          <p>{t("empty")}</p>
        </Match>
        <Match when={props.sum.ok}>
          <div class="flex gap-3 rounded-md border border-good/40 bg-good-soft px-3 py-2.5">
            <ShieldCheck size={20} class="mt-0.5 shrink-0 text-good" aria-hidden="true" />
            <div>
              <p class="font-semibold">{t("ok")}</p>
              <p>{t("okText", { checked: checked() })}</p>
            </div>
          </div>
        </Match>
      </Switch>
      <div class="[&_dd]:tabular-nums">
        <Facts
          items={[
            { name: t("checked"), value: checked() },
            { name: t("erased"), value: count(props.sum.erased) },
            { name: t("unsealed"), value: count(props.sum.unsealed) },
            { name: t("time"), value: dateTime(props.sum.at) },
          ]}
        />
      </div>
      <Show when={props.sum.resealed.length > 0}>
        <div>
          <p class="mb-1 text-sm font-medium">{t("resealed")}</p>
          <ul class="text-sm text-quiet tabular-nums">
            <For each={props.sum.resealed}>
              {(one) => (
                <li>{t("resealedAt", { time: dateTime(one.at), seq: count(one.broken_at) })}</li>
              )}
            </For>
          </ul>
        </div>
      </Show>
      <Show when={props.sum.head}>
        {(head) => (
          <div>
            <p class="mb-1 text-sm font-medium">{t("head")}</p>
            <CopyValue value={head().hash} label={t("copyHead")} />
            <p class="mt-1 text-sm text-quiet">
              {t("headText", { time: dayAndTime(head().sealed_at), seq: count(head().seq) })}
            </p>
          </div>
        )}
      </Show>
    </>
  );
}
