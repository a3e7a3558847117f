import { describe, expect, test } from "vitest";
import { htmlText } from "./page-text.ts";
import { visibleText } from "./visible-text.ts";

describe("a page as a person reads it", () => {
  test("headings, paragraphs, items, cells, links, and the marks of code's lines", () => {
    const html = `<!doctype html><html><head><title>Guide</title><style>p{}</style></head><body>
      <h1>Title</h1><p>One
      two &amp; &lt;three&gt; &#x65E5;本 <a href="https://a.example/x">more</a></p>
      <ul><li>first<li>second</ul><pre>a
  b</pre><table><tr><td>1</td><td>2</td></tr></table><img alt="A map"></body></html>`;
    expect(htmlText(html)).toBe(
      [
        "Guide\n\n# Title\n\nOne two & <three> 日本 more (https://a.example/x)",
        "- first\n\n- second\n\na\n  b\n\n\t1\t2\n\n[A map]",
      ].join("\n\n"),
    );
  });

  test("nothing of what people do not see", () => {
    const html = `<p>seen</p><!-- c0 --><script>c1</script><style>c2</style><template>c3</template>
      <noscript>c4</noscript><div hidden>c5<p>c5b</p></div><p style="Display : none">c6</p>
      <p style="visibility:hidden">c7</p><span aria-hidden="true">c8</span><svg><text>c9</text></svg><p>end</p>`;
    expect(htmlText(html).replaceAll(/\s+/g, " ")).toBe("seen end");
  });

  test.each([
    "opacity:0",
    "opacity:.01",
    "opacity: 0%",
    "font-size:0",
    "FONT-SIZE : 0.1PX !important",
    "font:0/0 a",
    "display:/**/none",
    "color:red;display:none;display:nothing;/*",
    "d\\69splay:none",
    "color:red;display:none!important",
    "visibility:collapse",
    "content-visibility:hidden",
    "color:transparent",
    "color:rgba(0,0,0,0)",
    "color:rgb(0 0 0 / 0%)",
    "position:absolute;left:-9999px",
    "position:fixed;top:99999px",
    "text-indent:-100em",
    "margin-left:-200%",
    "transform:translateX(-5000px)",
    "transform:scale(0)",
    "clip:rect(0,0,0,0)",
    "clip-path:inset(50%)",
    "height:0;overflow:hidden",
  ])("nothing that its own style hides: %s", (style) =>
    expect(htmlText(`<p>seen</p><p style="${style}">not<b>this</b></p>end`)).toBe("seen\nend"),
  );

  test.each([
    "opacity:.9",
    "font-size:1rem",
    "font:10px/1 a",
    "font-size:10%",
    "color:rgb(0,0,0)",
    "color:rgba(0,0,0,.5)",
    "color:rgb(0 0 0 / 50%)",
    "left:50%;transform:translate(-50%,-50%)",
    "margin:-12px auto 0 -480px",
    "height:0;padding-top:50%",
    "transform:scale(.5)",
    "display:block /* none */",
    "background:url(data:x;base64,display:none)",
  ])("what its own style leaves to be seen stays: %s", (style) =>
    expect(htmlText(`<p style="${style}">this</p>`)).toBe("this"),
  );

  test("no words of pictures that nobody sees, nor of what is hidden in other spellings", () => {
    const html = `<img alt="a" width=0 height="0"><img alt="b" width="1px"><img alt="c" style="opacity:0">
      <p aria-hidden="TRUE">d</p><p HIDDEN>e</p><img alt="A map" width="640" height="480">`;
    expect(htmlText(html)).toBe("[A map]");
  });

  test("a broken page is read all the same", () => {
    expect(htmlText("<p>a<p>b<div")).toBe("a\n\nb");
    expect(htmlText("</p></div></a>x")).toContain("x");
  });

  test.each([
    ["levels", "a" + "<b>".repeat(200_000) + "</i>".repeat(200_000)],
    ["blanks", `a<pre>${" ".repeat(1_000_000)}x</pre>`],
    ["attributes", `a<p ${"x ".repeat(200_000)}>`],
    ["styles", "a" + `<i style="font:${"0".repeat(9900)};color:${" ,/".repeat(30)}">`.repeat(200)],
    ["half a tag", `a${"<".repeat(500_000)}`],
  ])("a page made to cost time does not: %s", (_what, html) => {
    const began = performance.now();
    expect(htmlText(html)[0]).toBe("a");
    expect(performance.now() - began).toBeLessThan(2000);
  });
});

test("no characters that only a model would see", () => {
  const tags = [..."ignore"].map((one) => String.fromCodePoint(0xe0000 + one.charCodeAt(0)));
  expect(visibleText(`a\u202Eb\u0000c\u200B${tags.join("")}d\r\ne\tf`)).toBe("abcd\ne\tf");
  expect(visibleText("日本語 👩‍💻 é")).toBe("日本語 👩‍💻 é");
});

test.each([
  [0x61c, 0xad, 0x34f, 0x115f, 0x1160, 0x17b4, 0x3164, 0xffa0, 0x2800],
  [0x180b, 0x180e, 0x180f, 0xfe00, 0xfe0e, 0xfe0f, 0xe0100, 0xe01ef],
  [0xfff9, 0xfffa, 0xfffb, 0x1bca0, 0x1d173, 0x1d17a, 0x200c, 0x200d, 0x2028, 0xe0041],
])("nor any other that leaves no mark: %#", (...codes) =>
  expect(codes.filter((one) => visibleText(`a${String.fromCodePoint(one)}b`) !== "ab")).toEqual([]),
);

test("a page of nothing but such characters costs no time", () => {
  const began = performance.now();
  for (const one of ["\u{E0067}", "👩\u200D", "1", "あ"]) visibleText(one.repeat(700_000));
  expect(performance.now() - began).toBeLessThan(3000);
});

test("what a picture is made of stays, and nothing beside it", () => {
  for (const text of ["👍🏽 ❤️ 1️⃣ 👨‍👩‍👧‍👦 🏳️‍🌈", "٣ \u0601٣"]) expect(visibleText(text)).toBe(text);
  expect(visibleText("👍\uFE0F\uFE0F\u{E0041}\u200Dx 1\uFE0F")).toBe("👍\uFE0Fx 1");
});
