import { describe, expect, test } from "vitest";
import { morph } from "./morph.ts";

const made = (html: string): HTMLElement => {
  const element = document.createElement("div");
  element.innerHTML = html;
  return element;
};

describe("morph", () => {
  test.each([
    ["<p>one</p>", "<p>one two</p>"],
    ["<p>one</p>", "<p>one</p><ul><li>a</li></ul>"],
    ["<ul><li>a</li><li>b</li></ul>", "<ul><li>a</li></ul>"],
    ["<p>**bo</p>", "<p><strong>bo</strong></p>"],
    ["<p>a <code>b</code> c</p>", "<p>a <em>b</em></p>"],
    ['<p><a href="https://a">x</a></p>', '<p><a href="https://b">x</a></p>'],
    ["", "<p>new</p>"],
    ["<p>old</p>", ""],
  ])("%s becomes %s", (before, after) => {
    const target = made(before);
    morph(target, made(after));
    expect(target.innerHTML).toBe(after);
  });

  test("what stays the same is the same node, down to the text that grows", () => {
    const target = made("<ul><li>a</li><li>b</li></ul>");
    const [first, second] = target.querySelectorAll("li");
    const text = second?.firstChild;
    morph(target, made("<ul><li>a</li><li>b and more</li><li>c</li></ul>"));
    expect([...target.querySelectorAll("li")].slice(0, 2)).toEqual([first, second]);
    expect(target.querySelectorAll("li")[0]).toBe(first);
    expect(target.querySelectorAll("li")[1]?.firstChild).toBe(text);
  });

  test("what a reader selected stays selected while the text grows", () => {
    const target = made("<p>hello wor</p>");
    document.body.append(target);
    const text = target.querySelector("p")?.firstChild as Text;
    getSelection()?.setBaseAndExtent(text, 0, text, 5);
    morph(target, made("<p>hello world</p>"));
    expect(getSelection()?.toString()).toBe("hello");
    target.remove();
  });
});
