import { listGenerations } from "#warehouse";
import { withControl } from "../ledger/list-runs.ts";
import { Refusal } from "../refusal.ts";
import type { CommandPlace, Told } from "./told.ts";

type Hold = { generation: string | undefined; reason: string | undefined; by: string };

/** `rollbook hold [GENERATION --reason TEXT]`: keeps a generation for ever, or lists those that are kept so. */
export function holdCommand(place: CommandPlace, { generation, reason, by }: Hold): Promise<Told> {
  return withControl(place, async (control) => {
    if (generation !== undefined) {
      refuseHold(place.dataDir, generation, reason);
      const held_at = place.clock().toISOString();
      await control.holdGeneration({ generation, reason: reason ?? "", held_by: by, held_at });
    }
    const found = await control.heldGenerations();
    const lines = found.map((one) => `${one.generation}  ${one.held_at}  ${one.held_by}  ${one.reason}`);
    const text = lines.length > 0 ? lines.join("\n") : "No generation is held.";
    return { found, text, isSound: true };
  });
}

function refuseHold(dataDir: string, generation: string, reason: string | undefined): void {
  if (!listGenerations(dataDir).includes(generation))
    throw new Refusal(
      "generation.unknown",
      `There is no generation ${generation}. The data page lists those there are.`,
    );
  if (!reason) throw new Error("Say why it is to be kept for ever: --reason TEXT.");
}
