import { For } from "solid-js";
import { t as account } from "../../i18n/account.ts";
import { t } from "../../i18n/rules.ts";
import { WayOn } from "../links/WayOn.tsx";
import { DoorPage } from "../sign-in/DoorPage.tsx";

const parts = [
  { title: "notAllowed", lines: ["others", "attack", "load", "unlawful", "licence"], text: null },
  {
    title: "watched",
    lines: ["watched_enumeration", "watched_traversal", "watched_commands", "watched_flood"],
    text: "agent",
  },
  { title: "steps", lines: ["step1", "step2", "step3"], text: "pause" },
  { title: "mistake", lines: [], text: "mistakeText" },
] as const;

/** What everybody here keeps to (U-102), to be read by anybody, signed in or not. */
export function RulesScreen() {
  return (
    <DoorPage title={account("rules")} text={t("intro")} wide>
      <div class="flex flex-col gap-5">
        <For each={parts}>
          {(part) => (
            <section>
              <h2 class="mb-1 font-semibold">{t(part.title)}</h2>
              <ul class="flex list-disc flex-col gap-1 pl-5">
                <For each={part.lines}>{(line) => <li>{t(line)}</li>}</For>
              </ul>
              {part.text === null ? null : <p class="mt-2 text-quiet">{t(part.text)}</p>}
            </section>
          )}
        </For>
        <WayOn />
      </div>
    </DoorPage>
  );
}
