import { cleanup, render, screen } from "@solidjs/testing-library";
import Sun from "lucide-solid/icons/sun";
import { createSignal } from "solid-js";
import { afterEach, expect, test } from "vitest";

afterEach(cleanup);

const drawn = () => document.querySelector("svg");

test("an icon is drawn by our own component, each use a copy of its own", () => {
  const { container } = render(() => [<Sun size={16} />, <Sun />]);
  const [small, other] = container.querySelectorAll("svg");
  expect(small?.querySelectorAll("circle, path")).toHaveLength(9);
  expect(small?.querySelector("path")?.outerHTML).toBe('<path d="M12 2v2"></path>');
  expect(small?.namespaceURI).toBe("http://www.w3.org/2000/svg");
  expect([small, other].map((one) => one?.getAttribute("width"))).toEqual(["16", "24"]);
  expect(small?.getAttribute("viewBox")).toBe("0 0 24 24");
});

test("what may change follows, the rest is as it was given", () => {
  const [on, setOn] = createSignal(false);
  render(() => (
    <Sun
      size={on() ? 20 : 16}
      class={on() ? "text-good" : "text-bad"}
      classList={{ "rotate-90": on() }}
    />
  ));
  expect(drawn()?.getAttribute("class")).toBe("text-bad");
  setOn(true);
  expect(drawn()?.getAttribute("class")).toBe("text-good rotate-90");
  expect(drawn()?.getAttribute("height")).toBe("20");
});

test("an icon is read out where it is named only", () => {
  const { unmount } = render(() => <Sun />);
  expect(drawn()?.getAttribute("aria-hidden")).toBe("true");
  unmount();
  render(() => <Sun role="img" aria-label="Light" />);
  expect(screen.getByRole("img", { name: "Light" }).hasAttribute("aria-hidden")).toBe(false);
});
