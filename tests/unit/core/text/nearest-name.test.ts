import { describe, expect, it } from "vitest";
import { editDistance, nearestName } from "#core/text/nearest-name.ts";

describe("the nearest name", () => {
  it("is the one with the fewest edits, swaps of neighbours counting one", () => {
    expect(editDistance("falut", "fault")).toBe(1);
    expect(editDistance("", "abc")).toBe(3);
    expect(nearestName("falut", ["mmap", "fault", "munmap"])).toBe("fault");
  });
  it("is nothing where no name is near", () => {
    expect(nearestName("xyzzy", ["mmap", "fault"])).toBe(null);
    expect(nearestName("a", ["b"])).toBe(null);
  });
});
