/**
 * Makes the children of `target` like those of `next`, whose nodes it takes where they are needed.
 * What is equal already stays untouched: growing text costs the layout of its end only, and what a
 * reader selected or focused stays so.
 */
export function morph(target: Node, next: Node): void {
  let held = target.firstChild;
  for (let wanted = next.firstChild; wanted !== null;) {
    const following = wanted.nextSibling;
    if (held === null) {
      target.appendChild(wanted);
    } else {
      const after: ChildNode | null = held.nextSibling;
      if (!become(held, wanted)) target.replaceChild(wanted, held);
      held = after;
    }
    wanted = following;
  }
  while (held !== null) {
    const after: ChildNode | null = held.nextSibling;
    held.remove();
    held = after;
  }
}

/** False: they are too different, the new node has to take its place. */
function become(held: ChildNode, wanted: ChildNode): boolean {
  if (held.isEqualNode(wanted)) return true;
  if (held instanceof Text && wanted instanceof Text) {
    if (wanted.data.startsWith(held.data)) held.appendData(wanted.data.slice(held.data.length));
    else held.data = wanted.data;
    return true;
  }
  if (!(held instanceof Element) || !(wanted instanceof Element)) return false;
  if (!held.cloneNode(false).isEqualNode(wanted.cloneNode(false))) return false;
  morph(held, wanted);
  return true;
}
