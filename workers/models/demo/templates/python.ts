/** Modules in Python that stand on the standard library alone. */
export const httpClient = `"""A small JSON client: timeout, retries with growing pauses for GET, clear errors."""

from __future__ import annotations

import json
import time
import urllib.error
import urllib.request
from typing import Any
from urllib.parse import urljoin


class HttpError(Exception):
    """An answer that is not a success."""

    def __init__(self, status: int, body: str) -> None:
        super().__init__(f"HTTP {status}")
        self.status = status
        self.body = body


class Client:
    def __init__(
        self,
        base_url: str,
        headers: dict[str, str] | None = None,
        timeout: float = 10.0,
        retries: int = 2,
    ) -> None:
        self.base_url = base_url
        self.headers = headers or {}
        self.timeout = timeout
        self.retries = retries

    def get(self, path: str) -> Any:
        """GET; network failures, 429 and 5xx are tried again."""
        for attempt in range(self.retries + 1):
            try:
                return self._send("GET", path)
            except HttpError as error:
                if attempt == self.retries or (error.status < 500 and error.status != 429):
                    raise
            except OSError:
                if attempt == self.retries:
                    raise
            time.sleep(0.2 * 2**attempt)
        raise AssertionError("unreachable")

    def post(self, path: str, body: Any) -> Any:
        return self._send("POST", path, body)

    def put(self, path: str, body: Any) -> Any:
        return self._send("PUT", path, body)

    def delete(self, path: str) -> Any:
        return self._send("DELETE", path)

    def _send(self, method: str, path: str, body: Any = None) -> Any:
        headers = {"Accept": "application/json", **self.headers}
        data = None
        if body is not None:
            data = json.dumps(body).encode()
            headers["Content-Type"] = "application/json"
        request = urllib.request.Request(
            urljoin(self.base_url, path), data=data, headers=headers, method=method
        )
        try:
            with urllib.request.urlopen(request, timeout=self.timeout) as response:
                text = response.read().decode()
        except urllib.error.HTTPError as error:
            raise HttpError(error.code, error.read().decode(errors="replace")) from error
        return json.loads(text) if text else None
`;

export const cli = `"""Count the lines, words and characters of files."""

from __future__ import annotations

import argparse
import json
import sys
from pathlib import Path


def count(path: Path) -> dict[str, int | str]:
    """Return what one file holds."""
    text = path.read_text(encoding="utf-8")
    return {
        "file": str(path),
        "lines": text.count("\\n"),
        "words": len(text.split()),
        "characters": len(text),
    }


def main(arguments: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("files", nargs="+", type=Path)
    parser.add_argument("--json", action="store_true", help="print JSON")
    options = parser.parse_args(arguments)
    try:
        counts = [count(path) for path in options.files]
    except (OSError, UnicodeDecodeError) as error:
        print(f"error: {error}", file=sys.stderr)
        return 1
    if options.json:
        print(json.dumps(counts, indent=2))
    else:
        for one in counts:
            print(one["lines"], one["words"], one["characters"], one["file"], sep="\\t")
    return 0


if __name__ == "__main__":
    sys.exit(main())
`;
