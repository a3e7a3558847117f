import { expect, test } from "vitest";
import { streamText } from "./stream-text.ts";

async function* pieces(fails = false) {
  yield "one ";
  await new Promise((done) => setTimeout(done));
  if (fails) throw new Error("lost");
  yield new TextEncoder().encode("two");
}

const streamed = (fails?: boolean) => {
  const told: boolean[] = [];
  const end = async (isWhole: boolean) => void told.push(isWhole);
  return { stream: streamText(pieces(fails), end), told };
};

test("what is taken to its end is told as whole, once", async () => {
  const { stream, told } = streamed();
  expect([await new Response(stream).text(), told]).toEqual(["one two", [true]]);
});

test("what fails on the way is told as cut, once", async () => {
  const { stream, told } = streamed(true);
  await expect(new Response(stream).text()).rejects.toThrow("lost");
  expect(told).toEqual([false]);
});

test("what nobody takes any more, also while a piece is awaited, is told as cut, once", async () => {
  for (const fails of [false, true]) {
    const { stream, told } = streamed(fails);
    const reader = stream.getReader();
    await reader.read();
    const next = reader.read();
    await reader.cancel();
    expect((await next).done).toBe(true);
    expect(told).toEqual([false]);
  }
});
