import { describe, expect, test } from "vitest";
import { fileReference, linkFiles } from "./file-links.ts";
import { parseMarkdown, type MarkdownBlock } from "./markdown.ts";
import { sanitize } from "./sanitize.ts";

const render = (markdown: string): HTMLElement => {
  const out = document.createElement("div");
  for (const block of parseMarkdown(markdown)) {
    if (block.kind === "html") out.append(sanitize(block.html));
  }
  return out;
};

const attacks = [
  "<script>alert(1)</script>",
  "<img src=x onerror=alert(1)>",
  '<a href="javascript:alert(1)">x</a>',
  "[x](javascript:alert(1))",
  "[x](JaVaScRiPt:alert(1))",
  "[x](data:text/html;base64,PHNjcmlwdD4=)",
  "[x](vbscript:msgbox(1))",
  "[x](&#106;avascript:alert(1))",
  "<svg onload=alert(1)><script>alert(1)</script></svg>",
  "<math><mtext><table><mglyph><style><img src=x onerror=alert(1)>",
  "<iframe src=https://evil.example></iframe>",
  "<object data=x></object><embed src=x>",
  "<form action=https://evil.example><input name=a><button>go</button></form>",
  "<style>body{display:none}</style>",
  '<p style="position:fixed;inset:0">over</p>',
  "<details open ontoggle=alert(1)>x</details>",
  '<base href="https://evil.example">',
  '<meta http-equiv="refresh" content="0;url=https://evil.example">',
  "<link rel=stylesheet href=https://evil.example>",
  '<p id="app" class="fixed inset-0" name="body">clobber</p>',
  "![x](https://evil.example/pixel.png)",
  '<a href="https://ok.example" onclick="alert(1)" data-file="a">x</a>',
  "<noscript><p title='</noscript><img src=x onerror=alert(1)>'>",
  '<input type="image" src="https://evil.example">',
  '<video src="https://evil.example"><audio autoplay>',
];

describe("what a model writes", () => {
  test.each(attacks)("cannot run, load or cover anything: %s", (attack) => {
    const out = render(attack);
    const all = [...out.querySelectorAll("*")];
    const forbidden =
      "script,style,iframe,object,embed,form,base,meta,link,svg,math,img,video,audio,button,textarea";
    expect(out.querySelector(forbidden)).toBeNull();
    for (const node of all) {
      for (const { name, value } of node.attributes) {
        expect(name).not.toMatch(/^on|^(style|id|class|name|src|srcset|action)$/);
        if (name === "href") expect(value).toMatch(/^(https?:|mailto:)/);
        if (name === "type") expect(value).toBe("checkbox");
      }
    }
  });

  test("may link to the web and to mail, in a new tab that cannot reach back", () => {
    const [web, mail] = render("[a](https://a.example) [b](mailto:a@b.example)").querySelectorAll(
      "a",
    );
    expect(web?.rel).toContain("noopener");
    expect(web?.target).toBe("_blank");
    expect(mail?.getAttribute("href")).toBe("mailto:a@b.example");
  });

  test("keeps tables, lists, emphasis and task boxes", () => {
    const out = render("| a | b |\n|--:|---|\n| 1 | **2** |\n\n- [x] done\n1. one");
    expect(out.querySelector("th")?.getAttribute("align")).toBe("right");
    expect(out.querySelector("strong")?.textContent).toBe("2");
    expect(out.querySelector("input")).toMatchObject({ checked: true, disabled: true });
  });
});

describe("a growing text", () => {
  const text =
    "# Title\n\nFirst paragraph\nwith two lines.\n\n- one\n\n- two\n  - three\n\n```ts\nconst a = 1;\n\nconst b = 2;\n```\n\n| a |\n|---|\n| 1 |\n\n> quote\n\nlast `code` here";

  test("read piece by piece is the same as read at once", () => {
    let blocks: readonly MarkdownBlock[] = [];
    for (let end = 1; end <= text.length; end += 1)
      blocks = parseMarkdown(text.slice(0, end), blocks);
    expect(blocks).toEqual(parseMarkdown(text));
  });

  test("reads only its last block again", () => {
    const before = parseMarkdown("one\n\ntwo\n\nthr");
    const after = parseMarkdown("one\n\ntwo\n\nthree", before);
    expect(after[0]).toBe(before[0]);
    expect(after[1]).toBe(before[1]);
    expect(after[2]).not.toBe(before[2]);
  });

  test("shows code whose fence is still open as code", () => {
    expect(parseMarkdown("```py\nprint(1)")).toMatchObject([
      { kind: "code", language: "py", code: "print(1)" },
    ]);
  });
});

describe("file names", () => {
  test.each([
    ["src/a.ts:12", { path: "src/a.ts", line: 12 }],
    ["./src/a.ts", { path: "src/a.ts" }],
    ["/workspace/shop/src/a.ts:3:7", { path: "src/a.ts", line: 3 }],
    ["README.md", { path: "README.md" }],
    ["資料/設計.md:4", { path: "資料/設計.md", line: 4 }],
  ])("%s opens", (text, reference) => {
    expect(fileReference(text)).toEqual(reference);
  });

  test.each([
    "console.log",
    "../secret.ts",
    "1.2.3",
    "a b.ts",
    "https://x.example/a.ts",
    "npm test",
  ])("%s does not", (text) => expect(fileReference(text)).toBeNull());

  test("in text become buttons; addresses, versions and names alone stay text", () => {
    const out = sanitize(
      "<p>See src/a.ts:12 and lib/b.py, not Node.js nor https://x.example/c.ts; <code>d.ts</code></p>",
    );
    linkFiles(out);
    const found = [...out.querySelectorAll<HTMLElement>("[data-file]")];
    expect(found.map((button) => [button.dataset["file"], button.dataset["line"]])).toEqual([
      ["src/a.ts", "12"],
      ["lib/b.py", undefined],
      ["d.ts", undefined],
    ]);
    expect(out.textContent).toContain("See src/a.ts:12 and lib/b.py, not Node.js");
  });
});
