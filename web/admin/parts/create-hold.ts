import { type Accessor, createSignal, onCleanup } from "solid-js";

/** While somebody presses in a list, or chooses from the menu of a row, its rows stay where they are. */
export function createHold(): {
  readonly isOn: Accessor<boolean>;
  readonly press: () => void;
  readonly choose: (open: boolean) => void;
} {
  const [pressed, setPressed] = createSignal(false);
  const [choosing, setChoosing] = createSignal(false);
  let timer: ReturnType<typeof setTimeout> | undefined;
  // The click comes after the release, and still finds what was pressed.
  const release = () => {
    stop();
    timer = setTimeout(() => setPressed(false));
  };
  const stop = () => {
    clearTimeout(timer);
    for (const name of ["pointerup", "pointercancel", "blur"]) removeEventListener(name, release);
  };
  onCleanup(stop);
  return {
    isOn: () => pressed() || choosing(),
    press: () => {
      stop();
      setPressed(true);
      for (const name of ["pointerup", "pointercancel", "blur"]) addEventListener(name, release);
    },
    choose: setChoosing,
  };
}
