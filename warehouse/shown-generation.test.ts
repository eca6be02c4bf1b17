import { describe, expect, it } from "vitest";
import type { Manifest } from "./generations/manifest.ts";
import { shownGeneration } from "./shown-generation.ts";

const made = (generation: string, rest: Partial<Manifest> = {}): Manifest => ({
  ...{ generation, fingerprint: "", published_at: "", as_of: "", definitions_version: "" },
  ...{ parts: [], sources: [], checks: [], ...rest },
});
const first = made("g-000001");
const second = made("g-000002");
const third = made("g-000003");

function published(...manifests: Manifest[]) {
  const clock = { now: 0 };
  const generation = shownGeneration({ readable: () => manifests, now: () => clock.now });
  const current = () => generation.current()?.generation;
  return { ...generation, manifests, clock, current };
}

describe("readers", () => {
  it("are shown nothing before the first, and the newest where nobody asks ahead", () => {
    const { current, manifests } = published();
    expect(current()).toBeUndefined();
    manifests.push(first, second);
    expect(current()).toBe("g-000002");
  });

  it("stay on what they were shown until the next is shown", () => {
    const { current, manifests, show } = published(first);
    show(first);
    manifests.push(second);
    expect(current()).toBe("g-000001");
    show(second);
    expect(current()).toBe("g-000002");
  });

  it("wait five minutes at most, however many come", () => {
    const { current, manifests, show, clock } = published(first);
    show(first);
    manifests.push(second);
    expect(current()).toBe("g-000001");
    clock.now = 4 * 60_000;
    manifests.push(third);
    expect(current()).toBe("g-000001");
    clock.now = 5 * 60_000;
    expect(current()).toBe("g-000003");
    // For the next they wait anew.
    manifests.push(made("g-000004"));
    expect(current()).toBe("g-000003");
  });

  it("leave at once what can no longer be read", () => {
    const { current, manifests, show } = published(first);
    show(first);
    manifests.splice(0, 1, second);
    expect(current()).toBe("g-000002");
  });

  it("leave at once what is taken back, also where a later one has come, and never go back", () => {
    const { current, manifests, show } = published(first, second);
    show(second);
    manifests.push(made("g-000003", { at_once: true }));
    manifests.push(made("g-000004"));
    expect(current()).toBe("g-000004");
    manifests.push(made("g-000005"));
    expect(current()).toBe("g-000004");
  });
});
