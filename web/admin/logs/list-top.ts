/**
 * Whether what was scrolled left the top of a list: the box inside of it that scrolls its rows, or the
 * page around it, once the list's top edge is out of sight. Null: it is neither.
 */
export function isAway(list: Element, scrolled: Element): boolean | null {
  if (list.contains(scrolled)) return scrolled.scrollTop > 0;
  if (!scrolled.contains(list)) return null;
  const top = Math.max(0, scrolled.getBoundingClientRect().top);
  return list.getBoundingClientRect().top < top - 1;
}

/** Back to the newest row, whichever box scrolls. */
export function toTop(list: Element): void {
  for (const box of list.querySelectorAll("[role=region]")) box.scrollTop = 0;
  for (let box = list.parentElement; box !== null; box = box.parentElement) {
    if (isAway(list, box) !== true) continue;
    box.scrollTop +=
      list.getBoundingClientRect().top - Math.max(0, box.getBoundingClientRect().top);
  }
}
