/** Small projects in the style of real ones. */
export const pythonPackage: Record<string, string> = {
  "pyproject.toml": `[project]
name = "orders"
version = "0.3.0"
description = "Reads order exports and reports on them"
dependencies = [
    "requests>=2.31",
]

[project.scripts]
orders = "orders.main:main"
`,
  LICENSE: "MIT License\n\nCopyright (c) 2025 The authors\n",
  "orders/__init__.py": "",
  "orders/main.py": `"""Command line entry."""

import json
import sys

from orders.store import find_order, process_data


def parse_data(path):
    """Parse the export at a path.

    The first line is a header: {"version": 1}
    """
    with open(path) as stream:
        rows = json.load(stream)
    text = """
not indented
"""
    print(text)
    return [int(row["total"]) for row in rows]


def main():
    try:
        print(parse_data(sys.argv[1]))
    except:
        print("failed")


if __name__ == "__main__":
    main()
`,
  "orders/store.py": `import hashlib
import os


def find_order(orders, number):
    for order in orders:
        if order["number"] == number:
            return order


def process_data(orders, number, discount):
    order = find_order(orders, number)
    total = order["total"] - discount
    return total * 1.0


def average(values):
    return sum(values) / len(values)


def names(orders):
    result = []
    for order in orders:
        customer = order.get("customer")
        result.append(customer["name"].strip())
    return result


def first(values):
    if values == None:
        return None
    return values[0]


def backup(path):
    os.system("cp " + path + " /tmp/backup")
    return hashlib.md5(path.encode()).hexdigest()
`,
  "tests/test_store.py": `from orders.store import average


def test_average():
    assert average([1, 2]) == 1.5
`,
};

export const npmPackage: Record<string, string> = {
  "package.json": JSON.stringify(
    {
      name: "tiny-router",
      version: "2.1.0",
      description: "A router of a few lines",
      type: "module",
      main: "./src/index.js",
      license: "ISC",
      scripts: { test: "node --test", lint: "eslint ." },
      dependencies: { mime: "^4.0.0" },
    },
    null,
    2,
  ),
  "src/index.js": `import { readFileSync } from "node:fs";
import { match } from "./match.js";

export { match } from "./match.js";

/** Creates a router. Routes are tried in order. */
export function createRouter(options) {
  const routes = [];
  return {
    add(path, handler) {
      routes.push({ path, handler });
    },
    find(url) {
      var found = null;
      for (const route of routes) {
        if (match(route.path, url) == true) {
          console.log("found", route);
          found = route;
        }
      }
      return found.handler;
    },
  };
}

export const readConfig = (file) => {
  try {
    return JSON.parse(readFileSync(file, "utf8"));
  } catch (e) {
  }
};

export async function loadAll(urls) {
  const pages = [];
  for (const url of urls) {
    const page = await fetch(url);
    pages.push(await page.text());
  }
  return pages;
}
`,
  "src/match.js": `export function match(pattern, url) {
  const parts = url.pathname.split("/");
  const wanted = pattern.split("/").filter(Boolean);
  return wanted.every((part, i) => part.startsWith(":") || part === parts[i + 1]);
}

export function paramsOf(route) {
  return route.path.split("/").filter((part) => part.startsWith(":"));
}
`,
  "src/render.ts": `interface Page {
  title: string;
  items?: string[];
}

export function render(element: HTMLElement, page: any, apiKey = "sk_live_abcdef123456") {
  element.innerHTML = \`<h1>\${page.title}</h1>\`;
  return eval(page.script);
}

export function titles(pages: Page[]): string[] {
  return pages.map((page) => page.title);
}
`,
};
