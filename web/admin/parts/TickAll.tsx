import { t } from "../../i18n/admin-parts.ts";
import type { Selection } from "./selection.ts";
import { Tick } from "./Tick.tsx";

/** Ticks all that is listed, or nothing of it. */
export function TickAll(props: { rows: readonly { readonly id: string }[]; selection: Selection }) {
  const ticked = () => props.selection.here().length;
  return (
    <Tick
      label={t("tickAll")}
      checked={ticked() > 0 && ticked() === props.rows.length}
      some={ticked() > 0 && ticked() < props.rows.length}
      onChange={(on) => props.selection.toggleHere(on)}
    />
  );
}
