/** Well-known functions, by the words people ask for them with. */
export interface KnownFunction {
  readonly words: RegExp;
  readonly name: string;
  readonly ts: string;
  /** Absent where the language has its own. */
  readonly python?: string;
}

export const knownFunctions: readonly KnownFunction[] = [
  {
    words:
      /isEmailAddress|valid\w*[^.\n]{0,20}e-?mail|e-?mail[^.\n]{0,20}valid|メール(?:アドレス)?.{0,4}(?:検証|チェック|確認)/i,
    name: "isEmailAddress",
    ts: `/**
 * Whether the text has the shape of an e-mail address as people have them: no quoted names, no
 * addresses by IP. Only a message that arrives shows that there is such a mailbox.
 */
export function isEmailAddress(text: string): boolean {
  const [name = "", domain = "", ...more] = text.split("@");
  if (more.length > 0 || text.length > 254 || name.length > 64) return false;
  if (!/^[\\w%+'-]+(?:\\.[\\w%+'-]+)*$/.test(name)) return false;
  const labels = domain.split(".");
  return (
    labels.length > 1 &&
    labels.every((label) => /^[a-z0-9-]{1,63}$/i.test(label) && !/^-|-$/.test(label)) &&
    !/^\\d+$/.test(labels.at(-1) ?? "")
  );
}
`,
    python: `def is_email_address(text: str) -> bool:
    """Return whether the text has the shape of an e-mail address as people have them.

    Only a message that arrives shows that there is such a mailbox.
    """
    import re

    name, at, domain = text.partition("@")
    if not at or len(text) > 254 or len(name) > 64:
        return False
    if not re.fullmatch(r"[A-Za-z0-9_%+'-]+(\\.[A-Za-z0-9_%+'-]+)*", name):
        return False
    labels = domain.split(".")
    return (
        len(labels) > 1
        and all(re.fullmatch(r"[A-Za-z0-9]([A-Za-z0-9-]{0,61}[A-Za-z0-9])?", one) for one in labels)
        and not labels[-1].isdigit()
    )
`,
  },
  {
    words: /fibonacci|フィボナッチ/i,
    name: "fibonacci",
    ts: `/** The n-th Fibonacci number, from 0. */
export function fibonacci(n: number): bigint {
  if (!Number.isInteger(n) || n < 0) throw new RangeError("n must be a whole number from 0");
  let [a, b] = [0n, 1n];
  for (let i = 0; i < n; i++) [a, b] = [b, a + b];
  return a;
}
`,
    python: `def fibonacci(n: int) -> int:
    """Return the n-th Fibonacci number, from 0."""
    if n < 0:
        raise ValueError("n must not be negative")
    a, b = 0, 1
    for _ in range(n):
        a, b = b, a + b
    return a
`,
  },
  {
    words: /prime|素数/i,
    name: "isPrime",
    ts: `/** Whether n is a prime number. */
export function isPrime(n: number): boolean {
  if (!Number.isInteger(n) || n < 2) return false;
  if (n % 2 === 0) return n === 2;
  for (let i = 3; i * i <= n; i += 2) if (n % i === 0) return false;
  return true;
}
`,
    python: `def is_prime(n: int) -> bool:
    """Return whether n is a prime number."""
    if n < 2:
        return False
    if n % 2 == 0:
        return n == 2
    return all(n % i for i in range(3, int(n**0.5) + 1, 2))
`,
  },
  {
    words: /fizz\s*buzz/i,
    name: "fizzBuzz",
    ts: `/** 1 to n, with Fizz for multiples of three and Buzz for multiples of five. */
export function fizzBuzz(n: number): string[] {
  return Array.from({ length: n }, (_, i) => {
    const number = i + 1;
    return (number % 3 ? "" : "Fizz") + (number % 5 ? "" : "Buzz") || String(number);
  });
}
`,
    python: `def fizz_buzz(n: int) -> list[str]:
    """Return 1 to n, with Fizz for multiples of three and Buzz for multiples of five."""
    return [
        ("" if i % 3 else "Fizz") + ("" if i % 5 else "Buzz") or str(i) for i in range(1, n + 1)
    ]
`,
  },
  {
    words: /debounce|デバウンス/i,
    name: "debounce",
    ts: `/** Calls \`run\` once, \`wait\` milliseconds after the last of a series of calls. */
export function debounce<A extends unknown[]>(run: (...args: A) => void, wait: number) {
  let timer: ReturnType<typeof setTimeout> | undefined;
  return (...args: A): void => {
    clearTimeout(timer);
    timer = setTimeout(() => run(...args), wait);
  };
}
`,
  },
  {
    words: /binary\s?search|二分探索/i,
    name: "binarySearch",
    ts: `/** The index of \`wanted\` in an ascending list, or -1. */
export function binarySearch(list: readonly number[], wanted: number): number {
  let low = 0;
  let high = list.length - 1;
  while (low <= high) {
    const middle = (low + high) >>> 1;
    const value = list[middle];
    if (value === wanted) return middle;
    if (value === undefined || value < wanted) low = middle + 1;
    else high = middle - 1;
  }
  return -1;
}
`,
    python: `from bisect import bisect_left


def binary_search(items: list, wanted) -> int:
    """Return the index of \`wanted\` in an ascending list, or -1."""
    at = bisect_left(items, wanted)
    return at if at < len(items) and items[at] == wanted else -1
`,
  },
  {
    words: /slugify|スラッグ/i,
    name: "slugify",
    ts: `/** Text as a part of an address: lower case, words joined by hyphens. */
export function slugify(text: string): string {
  return text
    .normalize("NFKD")
    .replace(/\\p{M}/gu, "")
    .toLowerCase()
    .replace(/[^\\p{L}\\p{N}]+/gu, "-")
    .replace(/^-+|-+$/g, "");
}
`,
    python: `import re
import unicodedata


def slugify(text: str) -> str:
    """Return text as a part of an address: lower case, words joined by hyphens."""
    plain = "".join(
        char for char in unicodedata.normalize("NFKD", text) if not unicodedata.combining(char)
    )
    return re.sub(r"[\\W_]+", "-", plain.lower()).strip("-")
`,
  },
  {
    words: /group\s?by|グループ化/i,
    name: "groupBy",
    ts: `/** The items under the key \`keyOf\` gives each, in their order. */
export function groupBy<T, K>(items: Iterable<T>, keyOf: (item: T) => K): Map<K, T[]> {
  const groups = new Map<K, T[]>();
  for (const item of items) {
    const key = keyOf(item);
    const group = groups.get(key);
    if (group) group.push(item);
    else groups.set(key, [item]);
  }
  return groups;
}
`,
    python: `from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable
from typing import TypeVar

T = TypeVar("T")
K = TypeVar("K", bound=Hashable)


def group_by(items: Iterable[T], key_of: Callable[[T], K]) -> dict[K, list[T]]:
    """Return the items under the key that \`key_of\` gives each, in their order."""
    groups: dict[K, list[T]] = defaultdict(list)
    for item in items:
        groups[key_of(item)].append(item)
    return dict(groups)
`,
  },
  {
    words: /lru|キャッシュクラス/i,
    name: "LruCache",
    ts: `/** Keeps the \`capacity\` entries used last. */
export class LruCache<K, V> {
  readonly #entries = new Map<K, V>();

  constructor(readonly capacity: number) {
    if (capacity < 1) throw new RangeError("capacity must be at least 1");
  }

  get(key: K): V | undefined {
    const value = this.#entries.get(key);
    if (value === undefined) return undefined;
    this.#entries.delete(key);
    this.#entries.set(key, value);
    return value;
  }

  set(key: K, value: V): void {
    this.#entries.delete(key);
    this.#entries.set(key, value);
    if (this.#entries.size <= this.capacity) return;
    const [oldest] = this.#entries.keys();
    if (oldest !== undefined) this.#entries.delete(oldest);
  }
}
`,
    python: `from collections import OrderedDict
from collections.abc import Hashable
from typing import Any


class LruCache:
    """Keeps the \`capacity\` entries used last."""

    def __init__(self, capacity: int) -> None:
        if capacity < 1:
            raise ValueError("capacity must be at least 1")
        self.capacity = capacity
        self._entries: OrderedDict[Hashable, Any] = OrderedDict()

    def get(self, key: Hashable, default: Any = None) -> Any:
        if key not in self._entries:
            return default
        self._entries.move_to_end(key)
        return self._entries[key]

    def set(self, key: Hashable, value: Any) -> None:
        self._entries[key] = value
        self._entries.move_to_end(key)
        if len(self._entries) > self.capacity:
            self._entries.popitem(last=False)
`,
  },
];
