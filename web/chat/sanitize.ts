import createPurifier from "dompurify";

const purifier = createPurifier(window);

const tags =
  "a b blockquote br code del details em h1 h2 h3 h4 h5 h6 hr i input kbd li ol p pre s strong sub summary sup table tbody td th thead tr ul".split(
    " ",
  );

const safeLink = /^(https?:|mailto:)/i;

/**
 * The part of HTML that Markdown may produce, as nodes: no script, style, form, frame or image, no
 * event handler, links to the web and to mail only. `file:` and relative links become file links.
 */
export function sanitize(html: string): DocumentFragment {
  const fragment = purifier.sanitize(showImagesAsLinks(html), {
    ALLOWED_TAGS: tags,
    ALLOWED_ATTR: ["href", "title", "align", "start", "checked", "disabled", "type", "open"],
    ALLOW_DATA_ATTR: false,
    ALLOW_ARIA_ATTR: false,
    RETURN_DOM_FRAGMENT: true,
  });
  for (const link of fragment.querySelectorAll("a")) tameLink(link);
  for (const input of fragment.querySelectorAll("input")) tameCheckbox(input);
  for (const heading of fragment.querySelectorAll("h1, h2, h3, h4, h5, h6")) nestHeading(heading);
  return fragment;
}

/** A picture of a stranger's server would tell it who reads; its words and its address stay. */
function showImagesAsLinks(html: string): string {
  if (!/<img/i.test(html)) return html;
  const parsed = new DOMParser().parseFromString(html, "text/html");
  for (const image of parsed.querySelectorAll("img")) {
    const link = parsed.createElement("a");
    link.textContent = image.getAttribute("alt") || image.getAttribute("src") || "";
    link.setAttribute("href", image.getAttribute("src") ?? "");
    image.replaceWith(link);
  }
  return parsed.body.innerHTML;
}

function tameLink(link: HTMLAnchorElement): void {
  const href = link.getAttribute("href") ?? "";
  if (safeLink.test(href)) {
    link.target = "_blank";
    link.rel = "noopener noreferrer nofollow";
    return;
  }
  link.removeAttribute("href");
  if (/^[\w.@/-]+(#L?\d+)?$/.test(href) && !href.startsWith("//")) link.dataset["href"] = href;
}

/** The boxes of a task list are shown, not used; any other input is dropped. */
function tameCheckbox(input: HTMLInputElement): void {
  if (input.type !== "checkbox") return input.remove();
  input.disabled = true;
  input.setAttribute("aria-label", input.checked ? "☑" : "☐");
}

/** Headings of a message stand below the message in the outline of the page; the look keeps the rank. */
function nestHeading(heading: Element): void {
  const nested = document.createElement("h4");
  nested.dataset["rank"] = heading.tagName.slice(1);
  nested.append(...heading.childNodes);
  heading.replaceWith(nested);
}
