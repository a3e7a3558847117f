/** 5.1: reading a CSV file, aggregating it and drawing charts, in Python. */
export const dataProcessor = `"""Read a CSV file and aggregate its rows."""

from __future__ import annotations

from pathlib import Path

import pandas as pd

AGGREGATIONS = ("sum", "mean", "count", "min", "max", "median")


class DataError(Exception):
    """The data cannot be read or aggregated as asked."""


def load_csv(path: str | Path, encoding: str = "utf-8") -> pd.DataFrame:
    """Return the rows of a CSV file.

    Raises DataError when the file is missing, empty or not a CSV file.
    """
    try:
        frame = pd.read_csv(path, encoding=encoding)
    except FileNotFoundError as error:
        raise DataError(f"file not found: {path}") from error
    except pd.errors.EmptyDataError as error:
        raise DataError(f"file is empty: {path}") from error
    except (pd.errors.ParserError, UnicodeDecodeError) as error:
        raise DataError(f"not a readable CSV file: {path}: {error}") from error
    if frame.empty:
        raise DataError(f"file has no rows: {path}")
    return frame


def aggregate(
    frame: pd.DataFrame,
    group_by: str,
    value: str,
    how: str = "sum",
) -> pd.DataFrame:
    """Aggregate the column \`value\` for each distinct value of the column \`group_by\`.

    Returns a frame with the two columns, the largest first.
    """
    if how not in AGGREGATIONS:
        raise DataError(f"unknown aggregation {how!r}; one of {', '.join(AGGREGATIONS)}")
    for column in (group_by, value):
        if column not in frame.columns:
            raise DataError(f"no column {column!r}; there are {', '.join(map(str, frame.columns))}")
    if how != "count" and not pd.api.types.is_numeric_dtype(frame[value]):
        raise DataError(f"column {value!r} does not hold numbers")
    result = frame.groupby(group_by, dropna=False)[value].agg(how).reset_index()
    return result.sort_values(value, ascending=False, ignore_index=True)


def summarize(frame: pd.DataFrame) -> pd.DataFrame:
    """Return count, mean, spread and quartiles of every column of numbers."""
    numbers = frame.select_dtypes("number")
    if numbers.empty:
        raise DataError("no column holds numbers")
    return numbers.describe()
`;

export const visualizer = `"""Draw aggregated data as charts, and run the whole as a command."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

import matplotlib

matplotlib.use("Agg")
import matplotlib.pyplot as plt
import pandas as pd

from data_processor import AGGREGATIONS, DataError, aggregate, load_csv

KINDS = ("bar", "barh", "line", "pie")


def plot(
    frame: pd.DataFrame,
    x: str,
    y: str,
    output: str | Path,
    kind: str = "bar",
    title: str | None = None,
) -> Path:
    """Draw the column \`y\` over the column \`x\` and save it as an image. Returns its path."""
    if kind not in KINDS:
        raise DataError(f"unknown chart {kind!r}; one of {', '.join(KINDS)}")
    if frame.empty:
        raise DataError("there is nothing to draw")
    figure, axes = plt.subplots(figsize=(10, 6))
    try:
        labels = frame[x].astype(str)
        if kind == "pie":
            if (frame[y] < 0).any():
                raise DataError("a pie chart cannot show negative values")
            axes.pie(frame[y], labels=labels, autopct="%1.1f%%")
        elif kind == "line":
            axes.plot(labels, frame[y], marker="o")
        elif kind == "barh":
            axes.barh(labels, frame[y])
        else:
            axes.bar(labels, frame[y])
        if kind != "pie":
            axes.set_xlabel(y if kind == "barh" else x)
            axes.set_ylabel(x if kind == "barh" else y)
            axes.tick_params(axis="x", rotation=45)
        axes.set_title(title or f"{y} by {x}")
        figure.tight_layout()
        target = Path(output)
        target.parent.mkdir(parents=True, exist_ok=True)
        figure.savefig(target, dpi=150)
    finally:
        plt.close(figure)
    return target


def main(arguments: list[str] | None = None) -> int:
    """Run as a command: python visualizer.py data.csv --group-by city --value sales"""
    parser = argparse.ArgumentParser(description="Aggregate a CSV file and draw a chart of it.")
    parser.add_argument("csv", help="the CSV file")
    parser.add_argument("--group-by", required=True, help="the column to group by")
    parser.add_argument("--value", required=True, help="the column to aggregate")
    parser.add_argument("--how", choices=AGGREGATIONS, default="sum")
    parser.add_argument("--kind", choices=KINDS, default="bar")
    parser.add_argument("--output", default="chart.png")
    options = parser.parse_args(arguments)
    try:
        result = aggregate(load_csv(options.csv), options.group_by, options.value, options.how)
        chart = plot(result, options.group_by, options.value, options.output, options.kind)
    except DataError as error:
        print(f"error: {error}", file=sys.stderr)
        return 1
    print(result.to_string(index=False))
    print(f"chart saved to {chart}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
`;

export const requirements = `pandas>=2.0
matplotlib>=3.7
`;

export const processorTests = `import pandas as pd
import pytest

from data_processor import DataError, aggregate, load_csv


@pytest.fixture
def sales() -> pd.DataFrame:
    return pd.DataFrame({"city": ["Tokyo", "Osaka", "Tokyo"], "amount": [10, 5, 20]})


def test_sums_each_group_the_largest_first(sales):
    result = aggregate(sales, "city", "amount")
    assert result["city"].tolist() == ["Tokyo", "Osaka"]
    assert result["amount"].tolist() == [30, 5]


def test_an_unknown_column_is_named(sales):
    with pytest.raises(DataError, match="price"):
        aggregate(sales, "city", "price")


def test_text_cannot_be_summed(sales):
    with pytest.raises(DataError, match="numbers"):
        aggregate(sales, "amount", "city")


def test_a_missing_file_is_a_data_error(tmp_path):
    with pytest.raises(DataError, match="not found"):
        load_csv(tmp_path / "none.csv")


def test_an_empty_file_is_a_data_error(tmp_path):
    path = tmp_path / "empty.csv"
    path.write_text("")
    with pytest.raises(DataError, match="empty"):
        load_csv(path)
`;
